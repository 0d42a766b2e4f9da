// A connection from the client's view: framing, order, keep-alive, refusals.

#include "http/server/connection.hpp"

#include <gmock/gmock.h>

#include <vector>

#include "http/server/loopback.hpp"

namespace vitrine::http::connection_test {
namespace {

using loopback::Client;
using loopback::get;
using loopback::RunningServer;
using testing::HasSubstr;
using testing::Not;

const std::string post = "POST /p HTTP/1.1\r\nHost: a\r\n";

TEST(Connection, AnswersWithTheFramingFields) {
  const RunningServer server;
  const auto answer = Client(server.port()).ask(get("/x%20y?q=1"));
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.body, "GET /x y?q=1 ");
  EXPECT_TRUE(answer.has("Content-Length: 13"));
  EXPECT_THAT(answer.head, testing::StartsWith("HTTP/1.1 200 OK\r\nDate: "));
  EXPECT_THAT(answer.head, HasSubstr(" GMT\r\n"));
  EXPECT_THAT(answer.head, Not(HasSubstr("Connection:")));
  EXPECT_THAT(answer.head, Not(HasSubstr("Server:")));
}

TEST(Connection, StaysOpenBetweenRequests) {
  const RunningServer server;
  Client client(server.port());
  for (const auto* path : {"/1", "/2", "/3"}) EXPECT_EQ(client.ask(get(path)).status, 200U);
}

TEST(Connection, AnswersPipelinedRequestsInOrder) {
  const RunningServer server;
  Client client(server.port());
  std::string all = get("/slow");
  all += post + "Content-Length: 3\r\n\r\nabc";
  all += post + "Transfer-Encoding: chunked\r\n\r\n2\r\nde\r\n0\r\n\r\n";
  all += "\r\n" + get("/last");  // an empty line between requests is allowed
  client.send(all);
  EXPECT_EQ(client.receive().body, "GET /slow? ");
  EXPECT_EQ(client.receive().body, "POST /p? abc");
  EXPECT_EQ(client.receive().body, "POST /p? de");
  EXPECT_EQ(client.receive().body, "GET /last? ");
}

TEST(Connection, TakesARequestByteByByte) {
  const RunningServer server;
  Client client(server.port());
  for (const char c :
       post + "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n1\r\nd\r\n0\r\nT: v\r\n\r\n") {
    ASSERT_TRUE(client.send({&c, 1}));
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  EXPECT_EQ(client.receive().body, "POST /p? abcd");
  EXPECT_EQ(client.ask(get("/next")).status, 200U);
}

TEST(Connection, TakesALargeBodyInBothFramings) {
  const RunningServer server;
  Client client(server.port());
  const std::string body(1024 * 1024, 'b');
  EXPECT_EQ(client.ask(post + "Content-Length: 1048576\r\n\r\n" + body).body, "POST /p? " + body);
  EXPECT_EQ(client.ask(post + "Transfer-Encoding: chunked\r\n\r\n100000\r\n" + body + "\r\n0\r\n\r\n").body,
            "POST /p? " + body);
}

TEST(Connection, ClosesWhenTheClientAsksForIt) {
  const RunningServer server;
  Client client(server.port());
  EXPECT_TRUE(client.ask(get("/", "Connection: Upgrade, CLOSE\r\n")).has("Connection: close"));
  EXPECT_TRUE(client.is_closed_in_order());
}

TEST(Connection, Http10ClosesUnlessAskedToStay) {
  const RunningServer server;
  Client closes(server.port());
  EXPECT_TRUE(closes.ask("GET / HTTP/1.0\r\n\r\n").has("Connection: close"));
  EXPECT_TRUE(closes.is_closed_in_order());
  Client stays(server.port());
  EXPECT_TRUE(stays.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").has("Connection: keep-alive"));
  EXPECT_TRUE(stays.ask("GET / HTTP/1.0\r\n\r\n").has("Connection: close"));
}

TEST(Connection, HeadHasTheLengthAndNoBody) {
  const RunningServer server;
  Client client(server.port());
  client.send("HEAD /h HTTP/1.1\r\nHost: a\r\n\r\n" + get("/next"));
  const auto answer = client.receive(true);
  EXPECT_TRUE(answer.has("Content-Length: 9"));
  EXPECT_EQ(client.receive().body, "GET /next? ");
}

TEST(Connection, ARefusedHeadRequestHasNoBodyEither) {
  const RunningServer server;
  Client client(server.port());
  client.send("HEAD /../x HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.receive(true).status, 400U);
  EXPECT_TRUE(client.is_closed_in_order());
}

TEST(Connection, NoContentHasNoLength) {
  const RunningServer server;
  Client client(server.port());
  client.send(get("/nothing") + get("/next"));
  const auto answer = client.receive();
  EXPECT_EQ(answer.status, 204U);
  EXPECT_THAT(answer.head, Not(HasSubstr("Content-Length")));
  EXPECT_EQ(client.receive().body, "GET /next? ");
}

TEST(Connection, SaysContinueToAClientThatWaits) {
  const RunningServer server;
  Client client(server.port());
  EXPECT_EQ(client.ask(post + "Content-Length: 2\r\nExpect: 100-Continue\r\n\r\n").status, 100U);
  EXPECT_EQ(client.ask("ok").body, "POST /p? ok");
  // Not for a client that does not wait, nor if the answer does not depend on the body.
  EXPECT_EQ(client.ask(post + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\nok").status, 200U);
  EXPECT_EQ(client.ask(post + "Content-Length: 9999999\r\nExpect: 100-continue\r\n\r\n").status, 413U);
}

TEST(Connection, AsksTheApplicationBeforeItReadsABody) {
  const RunningServer server;
  const std::string refused = "POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n";
  for (const std::string expects : {"", "Expect: 100-continue\r\n"}) {
    Client client(server.port());
    const auto answer = client.ask(refused + expects + "\r\n");  // and no byte of the body
    EXPECT_EQ(answer.status, 403U);
    EXPECT_TRUE(answer.has("Connection: close"));
    EXPECT_TRUE(client.is_closed_in_order());
  }
  Client head(server.port());
  head.send("HEAD /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_EQ(head.receive(true).status, 403U);
  EXPECT_TRUE(head.is_closed_in_order());
}

TEST(Connection, TakesWhatTheApplicationTakes) {
  const RunningServer server;
  const std::string small = "POST /small HTTP/1.1\r\nHost: a\r\n";
  Client fits(server.port());
  EXPECT_EQ(fits.ask(small + "Content-Length: 10\r\n\r\n0123456789").status, 200U);
  EXPECT_EQ(fits.ask(small + "Transfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n0\r\n\r\n").status, 200U);
  Client waits(server.port());
  EXPECT_EQ(waits.ask(small + "Content-Length: 11\r\nExpect: 100-continue\r\n\r\n").status, 413U);
  Client chunked(server.port());
  EXPECT_EQ(chunked.ask(small + "Transfer-Encoding: chunked\r\n\r\nb\r\n").status, 413U);
}

TEST(Connection, ABodyMayComeWhileTheApplicationIsAsked) {
  const RunningServer server;
  Client client(server.port());
  const std::string body(100'000, 'b');
  client.send(post + "Content-Length: 100000\r\n\r\n" + body + get("/next"));
  EXPECT_EQ(client.receive().body, "POST /p? " + body);
  EXPECT_EQ(client.receive().body, "GET /next? ");
}

TEST(Connection, AFaultWhileItIsAskedIsA500) {
  const RunningServer server;
  Client client(server.port());
  EXPECT_EQ(client.ask("POST /throw HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n").status, 500U);
  EXPECT_TRUE(client.is_closed_in_order());
}

TEST(Connection, RefusesOtherExpectations) {
  const RunningServer server;
  Client client(server.port());
  EXPECT_EQ(client.ask(get("/", "Expect: a-miracle\r\n")).status, 417U);
  EXPECT_TRUE(client.is_closed_in_order());
}

TEST(Connection, AHandlersFaultIsA500AndTheConnectionGoesOn) {
  const RunningServer server;
  Client client(server.port());
  const auto answer = client.ask(get("/throw"));
  EXPECT_EQ(answer.status, 500U);
  EXPECT_TRUE(answer.has("Content-Type: application/problem+json"));
  EXPECT_THAT(answer.body, Not(HasSubstr("own fault")));  // the error's text is only for the log
  EXPECT_EQ(client.ask(get("/next")).status, 200U);
}

TEST(Connection, AFieldValueCannotSplitTheResponse) {
  const RunningServer server;
  const auto answer = Client(server.port()).ask(get("/unsafe"));
  EXPECT_TRUE(answer.has("Location: /a  Set-Cookie: b=c"));
}

TEST(Connection, AskingForTheOptionsOfTheServerItself) {
  const RunningServer server;
  EXPECT_EQ(Client(server.port()).ask("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").status, 200U);
}

struct Refusal {
  std::string name;
  std::string bytes;
  unsigned status;
};

std::ostream& operator<<(std::ostream& out, const Refusal& refusal) {
  return out << refusal.name;
}

class Refused : public testing::TestWithParam<Refusal> {};

/// Behind each malformed request follow bytes that another reader could take for a second request: they must
/// not be answered.
TEST_P(Refused, WithOneAnswerAndTheConnectionClosed) {
  const RunningServer server;
  Client client(server.port());
  client.send(GetParam().bytes + get("/smuggled"));
  const auto answer = client.receive();
  EXPECT_EQ(answer.status, GetParam().status) << answer.body;
  EXPECT_TRUE(answer.has("Connection: close"));
  EXPECT_TRUE(answer.has("Content-Type: application/problem+json"));
  EXPECT_THAT(answer.body, HasSubstr("\"status\":" + std::to_string(GetParam().status)));
  EXPECT_TRUE(client.is_closed());
}

std::vector<Refusal> refusals() {
  using namespace std::string_literals;
  const auto chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
  return {
      {"two_lengths", post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
      {"same_length_twice", post + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na", 400},
      {"length_list", post + "Content-Length: 1, 1\r\n\r\na", 400},
      {"signed_length", post + "Content-Length: +1\r\n\r\na", 400},
      {"negative_length", post + "Content-Length: -1\r\n\r\n", 400},
      {"hexadecimal_length", post + "Content-Length: 0x1\r\n\r\na", 400},
      {"empty_length", post + "Content-Length:\r\n\r\n", 400},
      {"enormous_length", post + "Content-Length: 99999999999999999999999\r\n\r\n", 413},
      {"coding_and_length", post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400},
      {"length_and_coding", post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"other_coding", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
      {"identity_coding", post + "Transfer-Encoding: identity\r\n\r\n", 501},
      {"disguised_coding", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501},
      {"coding_with_vertical_tab", post + "Transfer-Encoding: \x0b" + "chunked\r\n\r\n0\r\n\r\n", 400},
      {"coding_twice", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       400},
      {"coding_in_http_1_0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"bare_line_feed", "GET / HTTP/1.1\nHost: a\n\n", 400},
      {"bare_line_feed_in_fields", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400},
      {"bare_return_in_value", "GET / HTTP/1.1\r\nHost: a\r\nX: b\rY: c\r\n\r\n", 400},
      {"bare_return_in_request_line", "GET /\rx HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"return_before_line_end", "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", 400},
      {"folded_line", "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n", 400},
      {"folded_first_line", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
      {"space_before_colon", post + "Content-Length : 1\r\n\r\na", 400},
      {"no_colon", "GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n", 400},
      {"no_name", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400},
      {"nul_in_value", "GET / HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n"s, 400},
      {"nul_in_name", "GET / HTTP/1.1\r\nHost: a\r\nX\0: b\r\n\r\n"s, 400},
      {"control_in_value", "GET / HTTP/1.1\r\nHost: a\r\nX: b\x7f\r\n\r\n", 400},
      {"no_host", "GET / HTTP/1.1\r\n\r\n", 400},
      {"two_hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
      {"host_with_path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
      {"host_with_user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 400},
      {"http_2_preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"other_version", "GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505},
      {"no_version", "GET /\r\n\r\n", 400},
      {"version_in_letters", "GET / HTTP/a.b\r\nHost: a\r\n\r\n", 400},
      {"version_in_lower_case", "GET / http/1.1\r\nHost: a\r\n\r\n", 400},
      {"two_spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"space_at_start", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"tls_hello", "\x16\x03\x01\x02\x01\r\n\r\n"s, 400},
      {"asterisk_for_get", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"authority_form", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"dot_segments", get("/a/../b"), 400},
      {"encoded_dot_segments", get("/a/%2E%2e/b"), 400},
      {"encoded_slash", get("/a%2fb"), 400},
      {"encoded_nul", get("/a%00"), 400},
      {"not_utf_8", get("/%ff"), 400},
      {"chunk_size_empty", chunked + "\r\n", 400},
      {"chunk_size_in_words", chunked + "two\r\n", 400},
      {"chunk_size_signed", chunked + "+1\r\na\r\n0\r\n\r\n", 400},
      {"chunk_size_with_prefix", chunked + "0x1\r\na\r\n0\r\n\r\n", 400},
      {"chunk_size_that_overflows", chunked + "10000000000000001\r\na\r\n0\r\n\r\n", 400},
      {"chunk_size_with_bare_line_feed", chunked + "1\na\r\n0\r\n\r\n", 400},
      {"chunk_longer_than_its_size", chunked + "1\r\nab\r\n0\r\n\r\n", 400},
      {"chunk_ended_by_line_feed", chunked + "1\r\na\n0\r\n\r\n", 400},
      {"chunk_extension_with_control", chunked + "1;\x01\r\na\r\n0\r\n\r\n", 400},
      {"chunk_extension_with_return", chunked + "1;a\rb\r\na\r\n0\r\n\r\n", 400},
      {"trailer_malformed", chunked + "0\r\nX : y\r\n\r\n", 400},
      {"chunked_body_too_large", chunked + "100001\r\n", 413},
  };
}

INSTANTIATE_TEST_SUITE_P(Connection, Refused, testing::ValuesIn(refusals()),
                         [](const auto& shape) { return shape.param.name; });

}  // namespace
}  // namespace vitrine::http::connection_test
