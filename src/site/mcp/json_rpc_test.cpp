#include "site/mcp/json_rpc.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace vitrine::site::mcp::json_rpc_test {
namespace {

using testing::HasSubstr;
using Kind = RpcMessage::Kind;

TEST(JsonRpc, ReadsRequestsNotificationsAndResponses) {
  const auto request =
      std::get<RpcMessage>(read_message(R"({"jsonrpc":"2.0","id":7,"method":"a","params":{"b":1}})"));
  EXPECT_EQ(request.kind, Kind::request);
  EXPECT_EQ(request.id, Json(7));
  EXPECT_EQ(request.method, "a");
  EXPECT_EQ(request.params, Json::parse(R"({"b":1})"));
  EXPECT_EQ(std::get<RpcMessage>(read_message(R"({"jsonrpc":"2.0","id":"x","method":"a"})")).id, Json("x"));
  EXPECT_EQ(std::get<RpcMessage>(read_message(R"({"jsonrpc":"2.0","method":"a"})")).kind, Kind::notification);
  EXPECT_EQ(std::get<RpcMessage>(read_message(R"({"jsonrpc":"2.0","id":1,"result":{}})")).kind,
            Kind::response);
}

TEST(JsonRpc, RefusesEverythingElse) {
  struct Row {
    std::string text;
    Code code;
    const char* words;
  };
  const std::string deep(5000, '[');
  const std::array rows{
      Row{"", Code::parse_error, "expected"},
      Row{"{", Code::parse_error, "line 1"},
      Row{"\xFF", Code::parse_error, "UTF-8"},
      Row{R"({"jsonrpc":"2.0","id":1,"id":2,"method":"a"})", Code::parse_error, "each key once"},
      Row{R"({"jsonrpc":"2.0","id":1,"method":"a","params":{"a":)" + deep, Code::parse_error,
          "lists and objects"},
      Row{"7", Code::parse_error, "an object"},
      Row{"[]", Code::invalid_request, "batches"},
      Row{"{}", Code::invalid_request, "jsonrpc"},
      Row{R"({"jsonrpc":"1.0","id":1,"method":"a"})", Code::invalid_request, "jsonrpc"},
      Row{R"({"jsonrpc":"2.0","id":1})", Code::invalid_request, "'method' is missing"},
      Row{R"({"jsonrpc":"2.0","id":null,"method":"a"})", Code::invalid_request, "'id'"},
      Row{R"({"jsonrpc":"2.0","id":1.5,"method":"a"})", Code::invalid_request, "'id'"},
      Row{R"({"jsonrpc":"2.0","id":1,"method":7})", Code::invalid_request, "'method'"},
      Row{R"({"jsonrpc":"2.0","id":1,"method":"a","params":[]})", Code::invalid_request, "'params'"},
      Row{std::string(kMaxMessageBytes + 1, ' '), Code::invalid_request, "1 MiB"},
  };
  for (const auto& row : rows) {
    const auto read = read_message(row.text);
    const auto* refused = std::get_if<Unreadable>(&read);
    ASSERT_NE(refused, nullptr) << row.text.substr(0, 80);
    EXPECT_EQ(refused->error.code, row.code) << row.text.substr(0, 80);
    EXPECT_THAT(refused->error.message, HasSubstr(row.words)) << row.text.substr(0, 80);
  }
  const auto named = std::get<Unreadable>(read_message(R"({"jsonrpc":"2.0","id":5,"method":7})"));
  EXPECT_EQ(named.id, Json(5));
}

}  // namespace
}  // namespace vitrine::site::mcp::json_rpc_test
