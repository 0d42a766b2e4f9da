#include "render/text/vcard.hpp"

#include <algorithm>

#include "render/common/escape.hpp"
#include "render/common/locale.hpp"

namespace vitrine::render::text {

namespace {

/// Text as a value (RFC 6350 section 3.4), without control characters, which a value cannot contain.
std::string value_of(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\\' || c == ',' || c == ';') {
      out += {'\\', c};
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) {
      out += c;
    } else if (c == '\t') {
      out += ' ';
    }
  }
  return out;
}

/// An address as a value: it has no escapes, so characters that a line cannot contain are left out.
std::string uri_of(std::string_view uri) {
  std::string out;
  std::ranges::copy_if(uri, std::back_inserter(out),
                       [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7F; });
  return out;
}

class Card {
 public:
  /// Adds a property if it has a value.
  void add(std::string_view name, const std::string& value) {
    if (!value.empty()) line(std::string(name) + ":" + value);
  }

  /// A line, folded between characters (RFC 6350 section 3.2).
  void line(std::string_view text) {
    constexpr std::size_t kOctets = 75;
    std::size_t room = kOctets;
    while (text.size() > room) {
      auto cut = room;
      while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
      out_.append(text.substr(0, cut)).append("\r\n ");
      text.remove_prefix(cut);
      room = kOctets - 1;  // the space counts
    }
    out_.append(text).append("\r\n");
  }

  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

/// Family name; given names (RFC 6350 section 6.2.2). A CV has the name as one text: the family name is the
/// last word, or the first in languages that write it first.
std::string structured_name(std::string_view name, std::string_view language) {
  const auto primary = language.substr(0, language.find('-'));
  const bool is_family_first = primary == "ja" || primary == "zh" || primary == "ko" || primary == "hu";
  const auto at = is_family_first ? name.find(' ') : name.rfind(' ');
  if (at == std::string_view::npos) return value_of(name) + ";;;;";
  const auto first = value_of(name.substr(0, at));
  const auto second = value_of(name.substr(at + 1));
  return is_family_first ? first + ";" + second + ";;;" : second + ";" + first + ";;;";
}

std::string employer(const cv::Outline& outline) {
  for (const auto& section : outline.sections) {
    if (section.id != "work") continue;
    const auto at =
        std::ranges::find_if(section.entries, [](const cv::Entry& one) { return one.period.ongoing(); });
    if (at != section.entries.end()) return at->organization.value;
  }
  return {};
}

}  // namespace

std::string vcard(const cv::Outline& outline, const Addresses& addresses) {
  const auto& basics = outline.basics;
  const Locale locale(outline.language);
  const auto name = basics.name.empty() ? locale.word("cv") : basics.name.value;
  Card card;
  card.line("BEGIN:VCARD");
  card.line("VERSION:4.0");
  card.line("KIND:individual");
  card.add("FN", value_of(name));
  if (!basics.name.empty()) {
    const auto& language = basics.name.language.empty() ? outline.language : basics.name.language;
    card.add("N", structured_name(name, language));
  }
  card.add("TITLE", value_of(basics.label.value));
  card.add("ORG", value_of(employer(outline)));
  card.add("EMAIL", value_of(basics.email));
  if (const auto phone = phone_url(basics.phone)) card.add("TEL;VALUE=uri", uri_of(*phone));
  const bool has_place = !basics.address.empty() || !basics.city.empty() || !basics.region.empty() ||
                         !basics.postal_code.empty() || !basics.country_code.empty();
  if (has_place) {
    const auto country = basics.country_code.empty() ? "" : locale.country(basics.country_code);
    card.add("ADR", ";;" + value_of(basics.address.value) + ";" + value_of(basics.city.value) + ";" +
                        value_of(basics.region.value) + ";" + value_of(basics.postal_code) + ";" +
                        value_of(country));
  }
  if (const auto url = safe_url(basics.url)) card.add("URL", uri_of(*url));
  for (const auto& profile : basics.profiles) {
    if (const auto url = safe_url(profile.url)) card.add("URL", uri_of(*url));
  }
  card.add("URL", uri_of(addresses.canonical));
  for (const auto& language : outline.languages) card.add("LANG", uri_of(language));
  if (const auto image = safe_image(basics.image)) card.add("PHOTO", uri_of(*image));
  card.line("END:VCARD");
  return card.take();
}

}  // namespace vitrine::render::text
