#pragma once
// E-mail addresses on the command line.

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace vitrine::cli {

/// Whom signing in by a link of the console makes, where no address is named.
constexpr std::string_view kUsualOwner = "owner@localhost";

/// An e-mail address in lower case; `invalid`, naming the option, where `text` is none.
Result<std::string> parse_email(std::string_view option, const std::string& text);

}  // namespace vitrine::cli
