#pragma once
// E-mail addresses on the command line.

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace vitrine::cli {

/// The person of a console sign-in link without a given address.
constexpr std::string_view kUsualOwner = "owner@localhost";

/// An e-mail address in lower case; `invalid` with the option's name if `text` is no address.
Result<std::string> parse_email(std::string_view option, const std::string& text);

}  // namespace vitrine::cli
