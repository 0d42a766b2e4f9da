#pragma once
// Files named on the command line.

#include <string>

#include "base/result.hpp"

namespace vitrine::cli {

/// The content of a file, or of standard input for "-". Returns `invalid` with the reason if it cannot be
/// read, or is far larger than a document (32 MiB: an export of LinkedIn may be large).
Result<std::string> read_input(const std::string& path);

}  // namespace vitrine::cli
