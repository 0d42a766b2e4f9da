// Limits, time-outs, many connections, and stopping a server.

#include "http/server/server.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <memory>
#include <vector>

#include "http/server/loopback.hpp"

namespace vitrine::http::server_test {
namespace {

using loopback::Client;
using loopback::get;
using loopback::milliseconds;
using loopback::RunningServer;
using loopback::test_options;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kShort{200};
constexpr milliseconds kLong{5'000};  ///< enough for a quick action on the slowest machine

TEST(ServerLimits, AddressUpToItsLimit) {
  const RunningServer server;
  const auto limit = test_options().max_target_bytes;
  EXPECT_EQ(Client(server.port()).ask(get("/" + std::string(limit - 1, 'a'))).status, 200U);
  EXPECT_EQ(Client(server.port()).ask(get("/" + std::string(limit, 'a'))).status, 414U);
  EXPECT_EQ(Client(server.port()).ask("GET /" + std::string(2 * limit, 'a')).status,
            414U);  // and no line end
}

TEST(ServerLimits, HeaderUpToItsLimit) {
  const RunningServer server;
  const auto limit = test_options().max_header_bytes;
  const auto rest = get("/", "X: \r\n").size();
  EXPECT_EQ(Client(server.port()).ask(get("/", "X: " + std::string(limit - rest, 'x') + "\r\n")).status,
            200U);
  Client over(server.port());
  EXPECT_EQ(over.ask(get("/", "X: " + std::string(limit - rest + 1, 'x') + "\r\n")).status, 431U);
  EXPECT_TRUE(over.is_closed_in_order());
}

TEST(ServerLimits, ABodyThatIsTooLargeIsRefusedSoThatTheClientCanReadIt) {
  const RunningServer server;
  for (const std::string framing :
       {"Content-Length: 3000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n80000\r\n"}) {
    Client client(server.port());
    std::string body(3'000'000, 'b');
    body.replace(0x80000, 10, "\r\n200000\r\n");
    client.send("POST / HTTP/1.1\r\nHost: a\r\n" + framing + body);
    EXPECT_EQ(client.receive().status, 413U);
    EXPECT_TRUE(client.is_closed_in_order());
  }
}

/// The status of the first answer that is not 503; 503 if none comes.
unsigned soon_status(std::uint16_t port, const std::string& request) {
  const auto give_up = Clock::now() + kLong;
  unsigned status = 503;
  while (status == 503 && Clock::now() < give_up) status = Client(port).ask(request).status;
  return status;
}

TEST(ServerLimits, OneConnectionTooManyIsTold) {
  auto options = test_options();
  options.max_connections = 2;
  const RunningServer server(options);
  Client first(server.port());
  first.send(get("/hang"));
  std::this_thread::sleep_for(milliseconds(100));  // so that this request and the second have reached the
                                                   // application
  for (int i = 0; i < 5; ++i) {  // each replaces the last one, once the server has noticed its end
    EXPECT_EQ(soon_status(server.port(), get("/")), 200U);
  }
  std::this_thread::sleep_for(milliseconds(100));
  Client second(server.port());
  second.send(get("/hang"));
  std::this_thread::sleep_for(milliseconds(100));
  Client third(server.port());
  const auto answer = third.ask(get("/"));
  EXPECT_EQ(answer.status, 503U);
  EXPECT_TRUE(answer.has("Retry-After: 5"));
  EXPECT_TRUE(third.is_closed_in_order());
}

TEST(ServerLimits, WhoWaitsLongestForItsClientGivesWay) {
  auto options = test_options();
  options.max_connections = 2;
  options.threads = 1;
  const RunningServer server(options);
  Client halfway(server.port());
  halfway.send("GET / HTTP/1.1\r\n");
  Client idle(server.port());
  EXPECT_EQ(idle.ask(get("/")).status, 200U);
  std::this_thread::sleep_for(milliseconds(100));  // as long as the minimum waiting time
  Client third(server.port());
  EXPECT_EQ(third.ask(get("/")).status, 200U);
  EXPECT_TRUE(idle.is_closed());
  third.send("POST / HTTP/1.1\r\nHost: a\r\n");
  std::this_thread::sleep_for(milliseconds(100));
  Client fourth(server.port());  // no connection is idle: the first half-sent request is closed
  EXPECT_EQ(fourth.ask(get("/")).status, 200U);
  EXPECT_TRUE(halfway.is_closed());
  EXPECT_EQ(third.ask("Content-Length: 1\r\n\r\nx").status, 200U);
}

TEST(ServerLimits, ThreadsGiveEachOtherRoom) {
  auto options = test_options();
  options.max_connections = 2;
  options.threads = 4;
  const RunningServer server(options);
  std::vector<std::unique_ptr<Client>> clients(20);
  for (auto& client : clients) {  // on whichever thread, and idle ones first
    client = std::make_unique<Client>(server.port());
    EXPECT_EQ(client->ask(get("/")).status, 200U);
    std::this_thread::sleep_for(milliseconds(150));
  }
}

ServerOptions with_budget(std::size_t bytes) {
  auto options = test_options();
  options.body_budget = bytes;
  return options;
}

TEST(ServerLimits, BodiesShareABudget) {
  const RunningServer server(with_budget(300'000));
  const std::string post = "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n";
  auto first = std::make_unique<Client>(server.port());
  EXPECT_EQ(first->ask(post + "Expect: 100-continue\r\n\r\n").status, 100U);
  Client second(server.port());
  const auto answer = second.ask(post + "Expect: 100-continue\r\n\r\n");
  EXPECT_EQ(answer.status, 503U);
  EXPECT_TRUE(answer.has("Retry-After: 5"));
  EXPECT_TRUE(second.is_closed_in_order());
  EXPECT_EQ(Client(server.port()).ask(get("/")).status, 200U);
  first.reset();
  EXPECT_EQ(soon_status(server.port(), post + "\r\n" + std::string(200'000, 'b')), 200U);
}

TEST(ServerLimits, ABodyCountsUntilTheApplicationHasDoneWithIt) {
  const RunningServer server(with_budget(300'000));
  const auto post = [](const std::string& path) {
    return "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n" +
           std::string(200'000, 'b');
  };
  auto gone = std::make_unique<Client>(server.port());
  gone->send(post("/hang"));
  std::this_thread::sleep_for(milliseconds(200));
  gone.reset();  // the application still has its body
  std::this_thread::sleep_for(milliseconds(200));
  EXPECT_EQ(Client(server.port()).ask(post("/p")).status, 503U);
}

TEST(ServerLimits, AnswersThatNobodyTakesShareTheBudget) {
  const RunningServer server(with_budget(48U << 20U));
  std::vector<std::unique_ptr<Client>> slow(4);
  for (auto& client : slow) {
    client = std::make_unique<Client>(server.port());
    client->send(get("/large"));
    std::this_thread::sleep_for(milliseconds(100));
  }
  constexpr std::size_t kWhole = 32U << 20U;
  EXPECT_LT(slow.back()->receive().body.size(), kWhole);  // one fits, two do not
  EXPECT_EQ(Client(server.port()).ask(get("/")).status, 200U);
  EXPECT_EQ(slow.front()->receive().body.size(), kWhole);
}

TEST(ServerLimits, PastTheBudgetWhoTakesNothingIsCut) {
  const RunningServer server(with_budget(8U << 20U));
  Client slow(server.port());
  slow.send(get("/page"));
  constexpr std::size_t kWhole = 32U << 20U;
  EXPECT_EQ(Client(server.port()).ask(get("/page")).body.size(), kWhole);
  std::this_thread::sleep_for(milliseconds(1'500));  // two checks of the file
  EXPECT_LT(slow.receive().body.size(), kWhole);
}

TEST(ServerLimits, FieldsUpToTheirNumber) {
  const RunningServer server;
  const auto fields = [](int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += "a:b\r\n";
    return out;
  };
  EXPECT_EQ(Client(server.port()).ask(get("/", fields(99))).status, 200U);  // Host counts too
  EXPECT_EQ(Client(server.port()).ask(get("/", fields(100))).status, 431U);
}

TEST(ServerTimeouts, ASlowHeaderGets408) {
  auto options = test_options();
  options.header_timeout = kShort;
  const RunningServer server(options);
  Client client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n");
  const auto begun = Clock::now();
  for (int i = 0; i < 5; ++i) {  // a trickle of bytes does not prolong it
    std::this_thread::sleep_for(kShort / 10);
    client.send("X");
  }
  const auto answer = client.receive();
  EXPECT_EQ(answer.status, 408U);
  EXPECT_TRUE(answer.has("Connection: close"));
  EXPECT_GE(Clock::now() - begun, kShort / 2);
  EXPECT_TRUE(client.is_closed_in_order());
}

TEST(ServerTimeouts, ASlowBodyGets408InBothFramings) {
  auto options = test_options();
  options.body_timeout = kShort;
  const RunningServer server(options);
  for (const std::string framing :
       {"Content-Length: 9\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n9\r\nabc"}) {
    Client client(server.port());
    EXPECT_EQ(client.ask("POST / HTTP/1.1\r\nHost: a\r\n" + framing).status, 408U);
    EXPECT_TRUE(client.is_closed_in_order());
  }
}

TEST(ServerTimeouts, AnIdleConnectionIsClosedWithoutAWord) {
  auto options = test_options();
  options.idle_timeout = kShort;
  const RunningServer server(options);
  Client silent(server.port());
  Client used(server.port());
  EXPECT_EQ(used.ask(get("/")).status, 200U);
  EXPECT_TRUE(silent.is_closed_in_order());
  EXPECT_TRUE(used.is_closed_in_order());
}

TEST(ServerTimeouts, AHandlerMayTakeLongerThanAllOfThem) {
  auto options = test_options();
  options.header_timeout = options.body_timeout = options.idle_timeout = options.write_timeout =
      milliseconds(100);
  const RunningServer server(options);
  EXPECT_EQ(Client(server.port()).ask(get("/slow")).status, 200U);
}

TEST(ServerTimeouts, AClientThatDoesNotReadIsCut) {
  auto options = test_options();
  options.write_timeout = kShort;
  const RunningServer server(options);
  Client client(server.port());
  client.send(get("/large"));
  std::this_thread::sleep_for(4 * kShort);
  const auto answer = client.receive();
  EXPECT_EQ(answer.status, 200U);
  EXPECT_LT(answer.body.size(), 32U << 20U);
  EXPECT_TRUE(client.is_closed());
}

TEST(Server, AnswersTwoHundredConnectionsAtOnce) {
  const RunningServer server;
  std::vector<std::unique_ptr<Client>> clients(200);
  for (auto& client : clients) client = std::make_unique<Client>(server.port());
  for (auto& client : clients) client->send(get("/slow") + get("/again"));
  for (auto& client : clients) {
    EXPECT_EQ(client->receive().body, "GET /slow? ");
    EXPECT_EQ(client->receive().body, "GET /again? ");
  }
}

TEST(Server, OutlivesClientsThatVanish) {
  const RunningServer server;
  for (int i = 0; i < 50; ++i) {
    Client(server.port()).send("GET / HT");
    Client(server.port()).send(get("/slow"));
    Client(server.port()).send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
  }
  EXPECT_EQ(Client(server.port()).ask(get("/")).status, 200U);
}

TEST(Server, SaysWhichAddressIsTaken) {
  const RunningServer server;
  auto options = test_options();
  options.port = server.port();
  const auto second = Server::create(options);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::unavailable);
  EXPECT_THAT(second.error().text(), testing::HasSubstr(std::to_string(server.port())));
}

TEST(Server, RefusesAnAddressThatIsNone) {
  auto options = test_options();
  options.address = "not an address";
  const auto server = Server::create(options);
  ASSERT_FALSE(server);
  EXPECT_EQ(server.error().code, ErrorCode::invalid);
}

TEST(ServerStop, AnswersWhatHasBegunAndClosesWhatIsIdle) {
  RunningServer server;
  Client idle(server.port());
  Client used(server.port());
  EXPECT_EQ(used.ask(get("/")).status, 200U);
  Client busy(server.port());
  busy.send(get("/slow"));
  Client halfway(server.port());
  halfway.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");
  std::this_thread::sleep_for(milliseconds(100));  // so that both have started

  server.stop(kLong);
  EXPECT_TRUE(idle.is_closed_in_order());
  EXPECT_TRUE(used.is_closed_in_order());
  // Each thread closes its own listening socket when it gets to it.
  bool is_refused = false;
  for (int i = 0; i < 100 && !is_refused; ++i) {
    is_refused = !Client(server.port()).is_connected();
    if (!is_refused) std::this_thread::sleep_for(milliseconds(10));
  }
  EXPECT_TRUE(is_refused);
  halfway.send("cd");
  for (auto* client : {&busy, &halfway}) {
    const auto answer = client->receive();
    EXPECT_EQ(answer.status, 200U);
    EXPECT_TRUE(answer.has("Connection: close"));
    EXPECT_TRUE(client->is_closed_in_order());
  }
}

TEST(ServerStop, ReturnsFromRunBeforePatienceEndsWhenNothingIsLeft) {
  RunningServer server;
  Client idle(server.port());
  EXPECT_EQ(idle.ask(get("/")).status, 200U);
  const auto begun = Clock::now();
  server.stop(milliseconds(60'000));
  server.wait_until_stopped();
  EXPECT_LT(Clock::now() - begun, kLong);
}

TEST(ServerStop, CutsWhatHangsWhenPatienceEnds) {
  RunningServer server;
  Client hanging(server.port());
  hanging.send(get("/hang"));
  std::this_thread::sleep_for(milliseconds(100));
  const auto begun = Clock::now();
  server.stop(kShort);
  EXPECT_TRUE(hanging.is_closed());
  server.wait_until_stopped();
  EXPECT_GE(Clock::now() - begun, kShort);
  EXPECT_LT(Clock::now() - begun, kLong);
}

TEST(ServerStop, BeforeItRuns) {
  loopback::TestApplication application;
  const auto server = Server::create(test_options()).value();
  server->stop(milliseconds(60'000));
  server->run(application);  // returns: if it hangs, the test fails
}

}  // namespace
}  // namespace vitrine::http::server_test
