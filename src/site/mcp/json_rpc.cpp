#include "site/mcp/json_rpc.hpp"

#include <utility>

#include "cv/document/findings.hpp"
#include "cv/document/parse.hpp"

namespace vitrine::site::mcp {

namespace {

constexpr std::size_t kDepthAround = 4;  ///< a document is an argument of a tool: message, params, arguments
constexpr std::size_t kMostMethod = 128;
constexpr std::size_t kMostId = 256;

Unreadable unreadable(Code code, std::string message, Json id = nullptr) {
  return {.id = std::move(id), .error = {.code = code, .message = std::move(message), .data = nullptr}};
}

bool is_id(const Json& value) {
  return value.is_number_integer() ||
         (value.is_string() && value.get_ref<const std::string&>().size() <= kMostId);
}

}  // namespace

std::variant<RpcMessage, Unreadable> read_message(std::string_view bytes) {
  if (bytes.size() > kMaxMessageBytes)
    return unreadable(Code::invalid_request, "the message is larger than 1 MiB");
  const auto first = bytes.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && bytes[first] == '[')
    return unreadable(Code::invalid_request, "send one message at a time: batches are not supported");
  cv::Findings findings(bytes);
  auto parsed = cv::parse(bytes, findings, kMaxMessageBytes, cv::kMaxDepth + kDepthAround);
  if (!parsed || findings.has_errors()) {
    const auto problem = findings.take().front();
    return unreadable(Code::parse_error, "line " + std::to_string(problem.line) + ", column " +
                                             std::to_string(problem.column) + ": expected " +
                                             problem.expected.text() + ", found " + problem.found.text());
  }
  auto& root = parsed->root;
  RpcMessage out;
  const auto id = root.find("id");
  const bool has_id = id != root.end() && is_id(*id);
  if (has_id) out.id = *id;
  if (id != root.end() && !has_id)
    return unreadable(Code::invalid_request, "'id' must be a text or an integer");
  if (root.value("jsonrpc", Json()) != Json("2.0"))
    return unreadable(Code::invalid_request, "'jsonrpc' must be \"2.0\"", out.id);
  const auto method = root.find("method");
  if (method == root.end()) {
    if (!has_id || (!root.contains("result") && !root.contains("error")))
      return unreadable(Code::invalid_request, "'method' is missing", out.id);
    out.kind = RpcMessage::Kind::response;
    return out;
  }
  if (!method->is_string() || method->get_ref<const std::string&>().size() > kMostMethod)
    return unreadable(Code::invalid_request, "'method' must be a short text", out.id);
  out.method = method->get<std::string>();
  const auto params = root.find("params");
  if (params != root.end() && !params->is_object())
    return unreadable(Code::invalid_request, "'params' must be an object", out.id);
  if (params != root.end()) out.params = std::move(*params);
  out.kind = has_id ? RpcMessage::Kind::request : RpcMessage::Kind::notification;
  return out;
}

Json result_message(const Json& id, Json result) {
  return {{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}};
}

Json error_message(const Json& id, const RpcError& error) {
  Json out{{"jsonrpc", "2.0"},
           {"id", id},
           {"error", {{"code", static_cast<int>(error.code)}, {"message", error.message}}}};
  if (!error.data.is_null()) out["error"]["data"] = error.data;
  return out;
}

std::string to_text(const Json& message) {
  return message.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace vitrine::site::mcp
