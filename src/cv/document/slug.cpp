#include "cv/document/slug.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>

namespace vitrine::cv {

namespace {

std::string to_ascii(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> transliterator(
      icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  auto unicode =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  if (U_SUCCESS(status)) transliterator->transliterate(unicode);
  std::string out;
  unicode.toUTF8String(out);
  return out;
}

}  // namespace

std::string slug_of(std::string_view text) {
  constexpr std::size_t kMaxLength = 64;
  std::string slug;
  for (const char c : to_ascii(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      slug.push_back(c);
    } else if (c != '\'' && !slug.empty() && slug.back() != '-') {
      slug.push_back('-');
    }
  }
  slug.resize(std::min(slug.size(), kMaxLength));
  while (slug.ends_with('-')) slug.pop_back();
  return slug;
}

}  // namespace vitrine::cv
