#pragma once
// The options of link checks, the same for all commands.

#include <CLI/App.hpp>
#include <string>
#include <vector>

#include "net/link_check.hpp"

namespace vitrine::cli {

/// Adds --link-check-allow; `networks` receives what was given.
void add_link_check_allow(CLI::App& sub, std::vector<std::string>& networks);

/// The options with those networks allowed; `invalid` names the one that is none.
Result<net::LinkCheckOptions> link_check_options(const std::vector<std::string>& networks);

}  // namespace vitrine::cli
