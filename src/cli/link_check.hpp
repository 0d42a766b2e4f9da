#pragma once
// The options of link checks, shared by all commands.

#include <CLI/App.hpp>
#include <string>
#include <vector>

#include "net/link_check.hpp"

namespace vitrine::cli {

/// Adds --link-check-allow; `networks` receives the given values.
void add_link_check_allow(CLI::App& sub, std::vector<std::string>& networks);

/// The options with those networks allowed; `invalid` with the first malformed entry.
Result<net::LinkCheckOptions> link_check_options(const std::vector<std::string>& networks);

}  // namespace vitrine::cli
