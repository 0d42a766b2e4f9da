#include "cv/check/doi.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace vitrine::cv::check {

std::string_view doi_of(std::string_view text) {
  constexpr std::string_view kScheme = "doi:";
  if (base::ascii_lower(text.substr(0, kScheme.size())) == kScheme) text.remove_prefix(kScheme.size());
  const auto prefix = text.substr(0, text.find('/'));
  constexpr std::size_t kShortestPrefix = 7;  // "10.1000"
  const auto registrant = prefix.substr(std::min<std::size_t>(prefix.size(), 3));
  const bool is_doi = text.starts_with("10.") && prefix.size() >= kShortestPrefix &&
                      prefix.size() + 1 < text.size() && registrant.find('.') >= 4 &&
                      registrant.find_first_not_of("0123456789.") == std::string_view::npos;
  return is_doi ? text : std::string_view{};
}

}  // namespace vitrine::cv::check
