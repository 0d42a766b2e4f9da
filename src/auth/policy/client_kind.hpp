#pragma once
// Tells people from bots and link previews by the User-Agent field.

#include <string_view>

namespace vitrine::auth {

enum class ClientKind {
  person,
  preview,  ///< a messenger or network that shows a link preview
  bot,      ///< a crawler, a monitor, a command-line tool
};

/// The kind that `user_agent` (RFC 9110 section 10.1.5) indicates; if it is empty: a bot.
ClientKind client_kind(std::string_view user_agent);

}  // namespace vitrine::auth
