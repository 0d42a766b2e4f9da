#include "cv/document/variant_name.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/encoding.hpp"

namespace vitrine::cv {

namespace {

bool has_control(std::string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto byte = static_cast<unsigned char>(name[i]);
    if (byte < 0x20 || byte == 0x7F) return true;
    const bool is_c1 = byte == 0xC2 && i + 1 < name.size() && static_cast<unsigned char>(name[i + 1]) < 0xA0;
    if (is_c1) return true;
  }
  return false;
}

/// Names that Windows reserves for devices, with any suffix.
bool is_device(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kDevices{"con", "prn", "aux", "nul", "conin$", "conout$"};
  const auto stem = folded_variant_name(name.substr(0, name.find('.')));
  if (std::ranges::find(kDevices, stem) != kDevices.end()) return true;
  const bool is_port = stem.starts_with("com") || stem.starts_with("lpt");
  return is_port && stem.size() == 4 && stem.back() >= '0' && stem.back() <= '9';
}

}  // namespace

Message variant_name_advice(std::string_view name) {
  if (name.empty()) return "give the variant a name"_msg;
  if (name.size() > kMaxVariantName) return "give the variant a shorter name"_msg;
  if (base::find_invalid_utf8(name) || has_control(name))
    return "take the control characters out of the name"_msg;
  if (name.find_first_of("/\\%") != std::string_view::npos)
    return "take '/', '\\' and '%' out of the name"_msg;
  if (name.front() == '.' || name.back() == '.' || name.front() == ' ' || name.back() == ' ')
    return "a name neither begins nor ends with a dot or a space"_msg;
  if (is_device(name)) return "some systems keep this name for a device; choose another one"_msg;
  return {};
}

std::string folded_variant_name(std::string_view name) {
  return base::ascii_lower(name);
}

}  // namespace vitrine::cv
