#pragma once
// Writes ZIP archives in memory, for file formats that are ZIP archives.

#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace vitrine::archive {

/// Makes an archive with these files (name, content) in that order, deflated. All are dated 1980-01-01, the
/// first day that ZIP can store, so that the same files give the same bytes. Returns `internal` with libzip's
/// reason if it fails.
Result<std::string> zip(const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace vitrine::archive
