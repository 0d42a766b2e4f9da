// Fuzzes the reader of JSON-RPC with any bytes: each message is read or refused, and a message that was read
// gives the same again when it is written and read.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "site/mcp/json_rpc.hpp"

namespace {

using namespace vitrine::site::mcp;

void demand(bool holds) {
  if (!holds) std::abort();
}

Json written(const RpcMessage& message) {
  Json out{{"jsonrpc", "2.0"}, {"method", message.method}, {"params", message.params}};
  if (!message.id.is_null()) out["id"] = message.id;
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto read = read_message(bytes);
  if (const auto* refused = std::get_if<Unreadable>(&read)) {
    demand(!refused->error.message.empty());
    demand(!Json::parse(to_text(error_message(refused->id, refused->error)), nullptr, false).is_discarded());
    return 0;
  }
  const auto& message = std::get<RpcMessage>(read);
  demand(message.params.is_object());
  if (message.kind == RpcMessage::Kind::response) return 0;
  const auto again = read_message(to_text(written(message)));
  const auto* same = std::get_if<RpcMessage>(&again);
  demand(same != nullptr && same->kind == message.kind && same->method == message.method);
  demand(same->params.dump() == message.params.dump() && same->id == message.id);
  return 0;
}
