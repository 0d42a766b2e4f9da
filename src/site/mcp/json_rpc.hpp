#pragma once
// JSON-RPC 2.0, as the Model Context Protocol uses it: one message at a time, no batches.

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/result.hpp"

namespace vitrine::site::mcp {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxMessageBytes = std::size_t{1} << 20U;

/// Error codes of JSON-RPC 2.0 section 5.1, and of MCP.
enum class Code {
  parse_error = -32700,
  invalid_request = -32600,
  no_method = -32601,
  invalid_params = -32602,
  internal = -32603,
  header_mismatch = -32020,
  unsupported_version = -32022,
};

struct RpcError {
  Code code = Code::internal;
  std::string message;  ///< English
  Json data;            ///< null: none
};

/// A message from the client.
struct RpcMessage {
  enum class Kind { request, notification, response };
  Kind kind = Kind::request;
  Json id;  ///< a text or an integer; null in a notification
  std::string method;
  Json params = Json::object();
};

/// A message that cannot be read, with its id as far as it is known.
struct Unreadable {
  Json id;
  RpcError error;
};

/// Reads one message. Refuses more than kMaxMessageBytes, anything but one JSON object in UTF-8 with each key
/// once and limited depth, a request without a method, and an id that is neither a text nor an integer.
std::variant<RpcMessage, Unreadable> read_message(std::string_view bytes);

Json result_message(const Json& id, Json result);
Json error_message(const Json& id, const RpcError& error);

/// The value as a result; Json converts to any type, so a plain return would be ambiguous.
inline Result<Json> success(Json value) {
  return Result<Json>(boost::system::in_place_value, std::move(value));
}

/// One line of JSON; invalid UTF-8 is replaced.
std::string to_text(const Json& message);

}  // namespace vitrine::site::mcp
