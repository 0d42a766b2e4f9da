#include "base/version.hpp"

namespace vitrine {

std::string_view version() {
  return VITRINE_VERSION;
}

}  // namespace vitrine
