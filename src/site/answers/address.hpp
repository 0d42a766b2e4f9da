#pragma once
// The URLs of CVs: parses paths, and builds the path of each page.

#include <optional>
#include <string>
#include <string_view>

#include "site/answers/page.hpp"

namespace vitrine::site {

/// A parsed last path segment: "de.txt" is the language "de" as text.
struct Leaf {
  std::string name;
  std::optional<Format> format;  ///< nothing if the segment has no known suffix
};
Leaf parse_leaf(std::string_view segment);

/// The parts of a page's address. With `language` "", Accept-Language decides.
struct Place {
  std::string_view slug;
  bool is_home = false;    ///< at "/" and not under "/cv/"
  std::string_view under;  ///< for a share link: "/s/…", which replaces the slug and the variant
  std::string_view language;
  std::string_view variant;
  Format format = Format::html;
};

/// Path of a page: "/", "/de", "/cv/jane/de.txt", "/resume.json", "/cv/jane/v/backend/de".
std::string page_path(const Place& place);

/// The name of "/" in addresses with a format: "/resume.json".
constexpr std::string_view kHomeName = "resume";

}  // namespace vitrine::site
