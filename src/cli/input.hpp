#pragma once
// Files that a person names on the command line.

#include <string>

#include "base/result.hpp"

namespace vitrine::cli {

/// The content of a file, or of standard input for "-". `invalid` where it cannot be read, or where it is
/// far over a document's size (32 MiB: an export of LinkedIn may be large), with the reason.
Result<std::string> read_input(const std::string& path);

}  // namespace vitrine::cli
