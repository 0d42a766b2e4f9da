#include "render/common/escape.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "cv/check/doi.hpp"

namespace vitrine::render {

namespace {

constexpr char lower(char c) {
  return base::ascii_lower(c);
}

bool starts_with_lower(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, lower);
}

bool is_clean(std::string_view url) {
  return !url.empty() && std::ranges::none_of(url, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7F;
  });
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos ? std::string_view{}
                                         : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

/// Whether the UTF-8 sequence at `text` is a C1 control or a noncharacter; sets its length.
bool is_forbidden_sequence(std::string_view text, std::size_t& length) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.size() >= 2 && byte(0) == 0xC2 && byte(1) < 0xA0) {
    length = 2;
    return true;
  }
  if (text.size() >= 3 && byte(0) == 0xEF) {
    length = 3;
    return (byte(1) == 0xB7 && byte(2) >= 0x90 && byte(2) <= 0xAF) || (byte(1) == 0xBF && byte(2) >= 0xBE);
  }
  if (text.size() >= 4 && byte(0) >= 0xF0) {
    length = 4;
    return (byte(1) & 0x0FU) == 0x0F && byte(2) == 0xBF && byte(3) >= 0xBE;
  }
  return false;
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
  static constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    std::size_t length = 1;
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '\'') {
      out += "&#39;";
    } else if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F) {
      out += c == '\r' ? std::string_view(" ") : kReplacement;
    } else if (byte >= 0xC2 && is_forbidden_sequence(text.substr(i), length)) {
      out += kReplacement;
      i += length - 1;
    } else {
      out += c;
    }
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  append_escaped(out, text);
  return out;
}

std::optional<std::string> safe_url(std::string_view url) {
  static constexpr std::array<std::string_view, 4> kSchemes{"http://", "https://", "mailto:", "tel:"};
  url = trimmed(url);
  if (!is_clean(url)) return std::nullopt;
  for (const auto scheme : kSchemes) {
    if (starts_with_lower(url, scheme))
      return url.size() > scheme.size() ? std::optional(std::string(url)) : std::nullopt;
  }
  if (const auto doi = cv::check::doi_of(url); !doi.empty())
    return std::string(cv::check::kDoiResolver).append(doi);
  const auto host = url.substr(0, url.find_first_of("/?#"));
  const bool is_bare = host.find('.') != std::string_view::npos &&
                       host.find_first_of(":@\\") == std::string_view::npos && host.front() != '.' &&
                       host.back() != '.';
  return is_bare ? std::optional("https://" + std::string(url)) : std::nullopt;
}

std::optional<std::string> safe_image(std::string_view url) {
  url = trimmed(url);
  if (!is_clean(url)) return std::nullopt;
  for (const std::string_view prefix : {"https://", "http://", "data:image/"}) {
    if (starts_with_lower(url, prefix) && url.size() > prefix.size()) return std::string(url);
  }
  return std::nullopt;
}

std::optional<std::string> phone_url(std::string_view phone) {
  std::string number;
  for (const char c : phone) {
    if ((c >= '0' && c <= '9') || (c == '+' && number.empty())) number += c;
  }
  if (number.find_first_of("0123456789") == std::string::npos) return std::nullopt;
  return "tel:" + number;
}

std::string short_url(std::string_view url) {
  url = trimmed(url);
  for (const std::string_view prefix : {"https://", "http://", "mailto:", "tel:", "www."}) {
    if (starts_with_lower(url, prefix)) url.remove_prefix(prefix.size());
  }
  while (url.ends_with('/')) url.remove_suffix(1);
  return std::string(url);
}

}  // namespace vitrine::render
