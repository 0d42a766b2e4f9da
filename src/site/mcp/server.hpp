#pragma once
// The core of the MCP server, the same for both transports: one message in, at most one message out. It keeps
// no state between messages.
//
// It speaks the revision 2026-07-28, whose requests state their version in `_meta`, and 2025-11-25 and
// 2025-06-18, which begin with `initialize`.

#include <optional>
#include <string>
#include <string_view>

#include "site/mcp/library.hpp"

namespace vitrine::site::mcp {

/// The header fields of a request by HTTP that repeat parts of its body; all of them are absent by stdio.
struct Metadata {
  bool is_http = false;
  std::optional<std::string> version;  ///< MCP-Protocol-Version
  std::optional<std::string> method;   ///< Mcp-Method
  std::optional<std::string> name;     ///< Mcp-Name
};

/// The answer to one message.
struct Reply {
  unsigned status = 200;     ///< by HTTP
  std::optional<Json> body;  ///< nothing for a notification
};

/// Calls may block (store::Store).
Reply answer(std::string_view bytes, const Metadata& metadata, const Host& host, const Caller& caller);

}  // namespace vitrine::site::mcp
