#include "render/html/icons.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace vitrine::render::html {

namespace {

#define VITRINE_ICON(path)                                                                             \
  "<svg class=\"icon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\" focusable=\"false\"><path d=\"" path \
  "\"/></svg>"

#define VITRINE_SQUARE "M3.5 1.5h9a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2z"
#define VITRINE_CIRCLE "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z"
#define VITRINE_BUBBLE "M1.5 2.5h13v8.5h-7l-3.5 3v-3h-2.5z"

struct Named {
  std::string_view name;  ///< name of a network: only letters and digits, lower case
  std::string_view svg;
};

/// Drawn for this project: letters and signs that suggest a network, not its logo.
constexpr std::array kIcons = std::to_array<Named>({
    {"email", VITRINE_ICON("M1.5 3.5h13v9h-13zM1.5 4l6.5 5 6.5-5")},
    {"phone", VITRINE_ICON("M4.5 1.5h7v13h-7zM7 12.5h2")},
    {"website", VITRINE_ICON(VITRINE_CIRCLE "M1.5 8h13M8 1.5c-5 4-5 9 0 13M8 1.5c5 4 5 9 0 13")},
    {"location", VITRINE_ICON("M8 14.5c-3-4-4.5-6-4.5-8.5a4.5 4.5 0 1 1 9 0c0 2.5-1.5 4.5-4.5 8.5zM8 4.5v3")},
    {"person", VITRINE_ICON("M8 1.5a3 3 0 1 0 0 6a3 3 0 1 0 0-6zM2.5 14.5c0-7 11-7 11 0")},
    {"code", VITRINE_ICON("M5 4l-3.5 4 3.5 4M11 4l3.5 4-3.5 4M9.5 2.5l-3 11")},
    {"work", VITRINE_ICON("M1.5 5h13v8.5h-13zM5.5 5v-2.5h5v2.5M1.5 9h13")},
    {"talk", VITRINE_ICON(VITRINE_BUBBLE)},
    {"writing", VITRINE_ICON("M2 14l1-4 8-8 3 3-8 8zM9.5 3.5l3 3")},
    {"film", VITRINE_ICON("M1.5 3h13v10h-13zM1.5 6h13M5 3v3M11 3v3")},
    {"music",
     VITRINE_ICON(
         "M5.5 12v-9.5l8-1v9.5M5.5 12a2 2 0 1 1-4 0a2 2 0 1 1 4 0M13.5 11a2 2 0 1 1-4 0a2 2 0 1 1 4 0")},
    {"linkedin", VITRINE_ICON(VITRINE_SQUARE "M5 7v4.5M5 4.7v.1M8 11.5v-4.5M8 9c0-2.5 3.5-2.5 3.5 0v2.5")},
    {"github",
     VITRINE_ICON("M4.5 5.5v5M4.5 2a1.7 1.7 0 1 0 0 3.5a1.7 1.7 0 1 0 0-3.5zM4.5 10.5a1.7 1.7 0 1 0 "
                  "0 3.5a1.7 1.7 0 1 0 0-3.5zM11.5 2a1.7 1.7 0 1 0 0 3.5a1.7 1.7 0 1 0 0-3.5zM11.5 "
                  "5.5c0 3-7 2-7 5")},
    {"gitlab", VITRINE_ICON("M8 14l-6.5-5 2-6.5 2.2 4.5h4.6l2.2-4.5 2 6.5z")},
    {"codeberg", VITRINE_ICON("M1.5 13l6.5-10.5 6.5 10.5zM8 6.5l2.5 6.5")},
    {"bitbucket", VITRINE_ICON("M2 3h12l-2 10.5h-8zM6 6.5h4l-.7 4h-2.6z")},
    {"xing", VITRINE_ICON("M3 4.5l2 3.2-3 4.8M13.5 1.5l-5 8 3 5")},
    {"wellfound", VITRINE_ICON("M1.5 4.5l2.5 7.5 3-6 3 6 2.5-7.5M14.5 11.5v.1")},
    {"mastodon", VITRINE_ICON("M2 2.5h12v8.5h-8v2.5h5M5 8.5v-2c0-2 3-2 3 0v1.5M8 6.5c0-2 3-2 3 0v2")},
    {"twitter", VITRINE_ICON("M2 2l12 12M14 2l-12 12")},
    {"bluesky", VITRINE_ICON("M8 7.5c-2-4-6.5-6-6.5-3.5c0 4 1 5 3.5 5c-3 1-2 4.5 0 4.5 1.5 0 3-3 3-4c0 1 1.5 "
                             "4 3 4c2 0 3-3.5 0-4.500c2.5 0 3.5-1 3.5-5c0-2.5-4.5-.5-6.5 3.500z")},
    {"threads",
     VITRINE_ICON("M13 5.500c-1-5-10.5-5-10.5 2.500s9.5 8 10.5 3-7-4.5-7-1.5 5 2.5 5-1.5-3-3.5-4.5-2")},
    {"facebook",
     VITRINE_ICON(VITRINE_SQUARE "M11.5 4.500h-1.500a1.5 1.5 0 0 0-1.5 1.500v8.500M6.5 8.500h4.5")},
    {"telegram", VITRINE_ICON("M14.5 2l-13 5.5 4 1.5 1.5 5 2.5-3 3.5 2.500zM5.5 9l9-7-7.5 9")},
    {"signal", VITRINE_ICON(VITRINE_BUBBLE "M4.5 7h.1M8 7h.1M11.5 7h.1")},
    {"whatsapp", VITRINE_ICON("M8 1.500a6.5 6.5 0 1 1-3.5 12l-3 1 1-3a6.5 6.5 0 0 1 5.5-10zM5.5 5c0 3 2.5 "
                              "5.5 5.5 5.500l.5-1.5-1.5-1-1 .5-1.5-1.5.5-1-1-1.500z")},
    {"discord",
     VITRINE_ICON("M4 3.500c3-1 5-1 8 0 2 3 2.5 6 2 8l-3 1.5-1-1.500h-4l-1 1.5-3-1.500c-.5-2 0-5 2-8zM6 "
                  "8v.5M10 8v.5")},
    {"instagram", VITRINE_ICON(VITRINE_SQUARE "M8 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6zM11.8 4.200v.1")},
    {"dribbble",
     VITRINE_ICON(VITRINE_CIRCLE "M5 2.500c4 4 5 8 5.5 11M2 6.500c5 .5 9-.5 11-3M3.5 12.500c2-4 6-5 11-4")},
    {"behance",
     VITRINE_ICON("M1.5 4v8h3.500c3 0 3-4 0-4h-3.5 3c2.5 0 2.5-4 0-4zM9.5 9.500h5c0-4-5-4-5 0s4 3.5 4.8 "
                  "1M10 4.500h4")},
    {"flickr",
     VITRINE_ICON("M4.5 5.500a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5zM11.5 5.500a2.5 2.5 0 1 0 0 5a2.5 "
                  "2.5 0 1 0 0-5z")},
    {"pinterest", VITRINE_ICON(VITRINE_CIRCLE "M6 13l2-7M5.5 8.500c-1.5-5 6-5.5 5.5-1.5-.5 3.5-3 3-3.5 1.5")},
    {"youtube", VITRINE_ICON("M3.5 3h9a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-6a2 2 0 0 1 "
                             "2-2zM6.5 5.500v5l4-2.500z")},
    {"vimeo", VITRINE_ICON("M1.5 5l2.5-2c2 0 2 7 3.5 7 1 0 2.5-3 2-4h-1.500c1.5-4 6-4 5.5-1-.5 4-4 8.5-6 "
                           "8.5-3 0-3-8-4-8z")},
    {"twitch", VITRINE_ICON("M2.5 2h11.500v7.500l-3 3h-3l-2 2v-2h-3.500zM7 5v3.500M10.5 5v3.5")},
    {"tiktok", VITRINE_ICON("M8.5 2v9a2.5 2.5 0 1 1-2.5-2.500M8.5 2c0 3 2 4 4.5 4")},
    {"medium", VITRINE_ICON("M2 12.500v-9l4 6.5 4-6.500v9M13.5 3.500v9")},
    {"substack", VITRINE_ICON("M2.5 2.500h11M2.5 5.500h11M2.5 8.500h11v5.500l-5.5-3-5.5 3z")},
    {"devto",
     VITRINE_ICON(VITRINE_SQUARE "M4 5.500v5h1c2 0 2-5 0-5zM11.5 5.500h-2.500v5h2.500M9 8h2M12 11h.1")},
    {"orcid", VITRINE_ICON(VITRINE_CIRCLE "M5.5 6.500v5M5.5 4.500v.1M8 6.500v5h1c3.5 0 3.5-5 0-5z")},
    {"googlescholar", VITRINE_ICON("M1 6l7-3.5 7 3.5-7 3.500zM4 7.500v4c2.5 2 5.5 2 8 0v-4M15 6v4.5")},
    {"researchgate",
     VITRINE_ICON(VITRINE_SQUARE "M4.5 11.500v-6h1.500c2 0 2 3 0 3h-1.500M6 8.500l2 3M12 5.500c-3-1-3 4-1 "
                                 "4h1v-1.800h-1")},
    {"academia", VITRINE_ICON("M2.5 13.500l5.5-11 5.5 11M4.5 9.500h7")},
    {"stackoverflow",
     VITRINE_ICON("M3 9.500v5h9v-5M5 12h5M5.2 9.300l4.9 1M6.2 6.300l4.5 2.200M8.2 3.500l3.8 3.3")},
    {"stackexchange", VITRINE_ICON("M2.5 2h11v3h-11zM2.5 5h11v3h-11zM2.5 8h11v3h-4l-2.5 3v-3h-4.500z")},
    {"kaggle", VITRINE_ICON("M5 2v12M11.5 5.500l-6.5 5.500M7 9.500l4.5 4.5")},
    {"huggingface", VITRINE_ICON(VITRINE_CIRCLE "M5.5 6v.5M10.5 6v.5M4.5 9c1.5 3.5 5.5 3.5 7 0z")},
    {"codepen",
     VITRINE_ICON("M8 1.500l6.5 4.500v4l-6.5 4.5-6.5-4.500v-4zM1.5 6l6.5 4.5 6.5-4.500M1.5 10l6.5-4.5 6.5 "
                  "4.500M8 1.500v4M8 10.500v4")},
    {"leetcode",
     VITRINE_ICON(
         "M9.5 2l-6 6c-1 1-1 2 0 3l2 2c1 1 2 1 3 0l1.5-1.500M6 5.500l2-1c1-.5 1.5 0 2.5 1M7 8.500h7")},
    {"npm", VITRINE_ICON("M1.5 5h13v6h-6v1.500h-3v-1.500h-4zM4.5 8v3M8.5 8v3M11.5 8v3")},
    {"goodreads",
     VITRINE_ICON("M8 4c-2-1.5-4-1.5-6.5-1v10c2.5-.5 4.5-.5 6.5 1 2-1.5 4-1.5 6.5-1v-10c-2.5-.5-4.5-.5-6.5 "
                  "1zM8 4v10")},
});

#undef VITRINE_ICON
#undef VITRINE_SQUARE
#undef VITRINE_CIRCLE
#undef VITRINE_BUBBLE

struct Alias {
  std::string_view name;
  std::string_view icon;
};

constexpr std::array kAliases = std::to_array<Alias>({
    {"x", "twitter"},
    {"xcom", "twitter"},
    {"xtwitter", "twitter"},
    {"fediverse", "mastodon"},
    {"scholar", "googlescholar"},
    {"orcidid", "orcid"},
    {"sourcehut", "code"},
    {"gitea", "code"},
    {"forgejo", "code"},
    {"pypi", "code"},
    {"git", "code"},
    {"blog", "writing"},
    {"hashnode", "writing"},
    {"matrix", "talk"},
    {"slack", "talk"},
    {"skype", "talk"},
    {"portfolio", "website"},
    {"website", "website"},
    {"homepage", "website"},
    {"web", "website"},
    {"soundcloud", "music"},
    {"spotify", "music"},
    {"bandcamp", "music"},
    {"imdb", "film"},
});

}  // namespace

std::string_view icon(std::string_view name) {
  const auto at = std::ranges::find(kIcons, name, &Named::name);
  return at == kIcons.end() ? std::string_view{} : at->svg;
}

std::string_view profile_icon(std::string_view network) {
  std::string plain;
  for (const char c : network) {
    if (c >= 'A' && c <= 'Z') plain += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain += c;
  }
  if (network.empty()) return icon("website");
  if (const auto alias = std::ranges::find(kAliases, plain, &Alias::name); alias != kAliases.end())
    return icon(alias->icon);
  if (const auto known = icon(plain); !known.empty()) return known;
  // "GitHub (work)", "LinkedIn profile": the name of a network and more. Shorter names would also match parts
  // of other words.
  constexpr std::size_t kShortest = 5;
  const auto part = std::ranges::find_if(
      kIcons, [&](const Named& one) { return one.name.size() >= kShortest && plain.starts_with(one.name); });
  return part == kIcons.end() ? icon("person") : part->svg;
}

}  // namespace vitrine::render::html
