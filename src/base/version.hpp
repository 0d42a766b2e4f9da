#pragma once
// The program's version, from CMakeLists.txt.

#include <string_view>

namespace vitrine {

/// Semantic version, for example "0.1.0".
std::string_view version();

}  // namespace vitrine
