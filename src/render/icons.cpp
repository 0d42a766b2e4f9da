#include "render/icons.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace vitrine::render {

namespace {

#define VITRINE_ICON(path)                                                                             \
  "<svg class=\"icon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\" focusable=\"false\"><path d=\"" path \
  "\"/></svg>"

struct Named {
  std::string_view name;
  std::string_view svg;
};

constexpr std::array<Named, 13> kIcons{{
    {"email", VITRINE_ICON("M1.5 3.5h13v9h-13zM1.5 4l6.5 5 6.5-5")},
    {"phone", VITRINE_ICON("M4.5 1.5h7v13h-7zM7 12.5h2")},
    {"website",
     VITRINE_ICON(
         "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13zM1.5 8h13M8 1.5c-5 4-5 9 0 13M8 1.5c5 4 5 9 0 13")},
    {"location", VITRINE_ICON("M8 14.5c-3-4-4.5-6-4.5-8.5a4.5 4.5 0 1 1 9 0c0 2.5-1.5 4.5-4.5 8.5zM8 4.5v3")},
    {"code", VITRINE_ICON("M5 4l-3.5 4 3.5 4M11 4l3.5 4-3.5 4M9.5 2.5l-3 11")},
    {"work", VITRINE_ICON("M1.5 5h13v8.5h-13zM5.5 5v-2.5h5v2.5M1.5 9h13")},
    {"talk", VITRINE_ICON("M1.5 2.5h13v8.5h-7l-3.5 3v-3h-2.5z")},
    {"pictures", VITRINE_ICON("M1.5 3.5h13v9h-13zM2 12l4-4.5 3 3 2-2 3.5 3.5M11 6v.5")},
    {"film", VITRINE_ICON("M1.5 3h13v10h-13zM6.5 5.5v5l4-2.5z")},
    {"writing", VITRINE_ICON("M2 14l1-4 8-8 3 3-8 8zM9.5 3.5l3 3")},
    {"science", VITRINE_ICON("M1 6l7-3.5 7 3.5-7 3.5zM4 7.5v4c2.5 2 5.5 2 8 0v-4M15 6v4.5")},
    {"music",
     VITRINE_ICON(
         "M5.5 12v-9.5l8-1v9.5M5.5 12a2 2 0 1 1-4 0a2 2 0 1 1 4 0M13.5 11a2 2 0 1 1-4 0a2 2 0 1 1 4 0")},
    {"person", VITRINE_ICON("M8 1.5a3 3 0 1 0 0 6a3 3 0 1 0 0-6zM2.5 14.5c0-7 11-7 11 0")},
}};

#undef VITRINE_ICON

struct Network {
  std::string_view name;  ///< letters and digits alone, lower case
  std::string_view icon;
};

constexpr std::array<Network, 30> kNetworks{{
    {"github", "code"},           {"gitlab", "code"},
    {"codeberg", "code"},         {"bitbucket", "code"},
    {"sourcehut", "code"},        {"stackoverflow", "code"},
    {"kaggle", "code"},           {"codepen", "code"},
    {"linkedin", "work"},         {"xing", "work"},
    {"wellfound", "work"},        {"mastodon", "talk"},
    {"twitter", "talk"},          {"x", "talk"},
    {"bluesky", "talk"},          {"threads", "talk"},
    {"facebook", "talk"},         {"telegram", "talk"},
    {"instagram", "pictures"},    {"dribbble", "pictures"},
    {"behance", "pictures"},      {"flickr", "pictures"},
    {"youtube", "film"},          {"vimeo", "film"},
    {"medium", "writing"},        {"devto", "writing"},
    {"blog", "writing"},          {"orcid", "science"},
    {"googlescholar", "science"}, {"soundcloud", "music"},
}};

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
  const auto at = std::ranges::find(kNetworks, std::string_view(plain), &Network::name);
  return icon(at == kNetworks.end() ? std::string_view("person") : at->icon);
}

}  // namespace vitrine::render
