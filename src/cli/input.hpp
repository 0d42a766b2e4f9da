#pragma once
// Files that a person names on the command line.

#include <string>

#include "base/result.hpp"

namespace vitrine::cli {

/// The content of a file, or of standard input for "-". `invalid` where it cannot be read, or where it is
/// larger than any file that a CV comes in (10 MiB), with the reason.
Result<std::string> read_input(const std::string& path);

}  // namespace vitrine::cli
