#include "auth/policy/client_kind.hpp"

#include <algorithm>
#include <array>

namespace vitrine::auth {

namespace {

using namespace std::string_view_literals;

constexpr std::array kPreviews{
    "facebookexternalhit"sv,
    "facebot"sv,
    "twitterbot"sv,
    "linkedinbot"sv,
    "slackbot"sv,
    "slack-imgproxy"sv,
    "whatsapp"sv,
    "telegram"sv,
    "discordbot"sv,
    "skypeuripreview"sv,
    "teams"sv,
    "mastodon"sv,
    "bluesky"sv,
    "embedly"sv,
    "pinterest"sv,
    "redditbot"sv,
    "snapchat"sv,
    "viber"sv,
    "iframely"sv,
    "signal"sv,
    "preview"sv,
    "synapse"sv,
};
constexpr std::array kBots{
    "bot"sv,     "crawl"sv,  "spider"sv, "slurp"sv,      "curl"sv,     "wget"sv,    "python"sv,    "java/"sv,
    "go-http"sv, "okhttp"sv, "axios"sv,  "node"sv,       "headless"sv, "monitor"sv, "scan"sv,      "fetch"sv,
    "http"sv,    "ruby"sv,   "perl"sv,   "lighthouse"sv, "archive"sv,  "feed"sv,    "validator"sv,
};

/// Whether `text` contains the lower-case `word`, ignoring the case of `text`.
bool has(std::string_view text, std::string_view word) {
  const auto is_same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; };
  return !std::ranges::search(text, word, is_same).empty();
}

}  // namespace

ClientKind client_kind(std::string_view user_agent) {
  const auto names = [&](std::string_view word) { return has(user_agent, word); };
  if (std::ranges::any_of(kPreviews, names)) return ClientKind::preview;
  // A crawler's User-Agent often contains an address; a browser's never does.
  return user_agent.empty() || std::ranges::any_of(kBots, names) ? ClientKind::bot : ClientKind::person;
}

}  // namespace vitrine::auth
