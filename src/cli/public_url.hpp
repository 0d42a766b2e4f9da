#pragma once
// The setting for the service's public URL.

#include <CLI/App.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace vitrine::cli {

/// The default address of `serve`.
constexpr std::string_view kUsualAddress = "http://127.0.0.1:8080";
/// The same by name: an address has no passkeys.
constexpr std::string_view kUsualNamedAddress = "http://localhost:8080";

/// Accepts scheme and authority without anything behind them; "" stays "". Returns `invalid` for all else.
Result<std::string> parse_public_url(std::string url);

/// Adds --public-url.
void add_public_url(CLI::App& sub, std::string& url, std::string_view help);

}  // namespace vitrine::cli
