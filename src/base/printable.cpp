#include "base/printable.hpp"

#include <algorithm>

namespace vitrine::base {

namespace {

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte != 0x7F && byte != 0xC2;  // C1 begins with 0xC2
}

}  // namespace

std::string printable(std::string_view text) {
  static constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  if (std::ranges::all_of(text, is_plain)) return std::string(text);
  std::string out;
  out.reserve(text.size() + kReplacement.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool has_next = i + 1 < text.size();
    if (is_plain(c) || c == '\t' || c == '\n') {
      out += c;
    } else if (c == '\r') {
      if (!has_next || text[i + 1] != '\n') out += '\n';
    } else if (static_cast<unsigned char>(c) != 0xC2) {
      out += kReplacement;
    } else if (has_next && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      out += kReplacement;
      ++i;
    } else {
      out += c;
    }
  }
  return out;
}

std::string printable_line(std::string_view text) {
  auto out = printable(text);
  std::ranges::replace_if(out, [](char c) { return c == '\t' || c == '\n'; }, ' ');
  return out;
}

}  // namespace vitrine::base
