#include "site/capacity/bounds.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

namespace vitrine::site {

namespace {

constexpr std::size_t kForm = std::size_t{16} << 10U;  ///< bytes; for forms, and members that people fill in
constexpr std::size_t kTexts = std::size_t{128} << 10U;
/// A document (256 KiB) with every letter escaped, or a file of another program.
constexpr std::size_t kDocument = std::size_t{1} << 20U;

constexpr auto kRows = std::to_array<RouteBounds>({
    {"GET", "/healthz"},
    {"GET", "/readyz"},
    {"GET", "/", 0, Rate::miss, &kPagesQueue},
    {"GET", "/{leaf}", 0, Rate::miss, &kPagesQueue},
    {"GET", "/v/{variant}", 0, Rate::miss, &kPagesQueue},
    {"GET", "/v/{variant}/{leaf}", 0, Rate::miss, &kPagesQueue},
    {"GET", "/cv/{slug}", 0, Rate::miss, &kPagesQueue},
    {"GET", "/cv/{slug}/{leaf}", 0, Rate::miss, &kPagesQueue},
    {"GET", "/cv/{slug}/v/{variant}", 0, Rate::miss, &kPagesQueue},
    {"GET", "/cv/{slug}/v/{variant}/{leaf}", 0, Rate::miss, &kPagesQueue},
    {"GET", "/s/{token}", 0, Rate::guess, &kPagesQueue},
    {"GET", "/s/{token}/{leaf}", 0, Rate::guess, &kPagesQueue},
    {"POST", "/s/{token}", kForm, Rate::guess, &kPasswordsQueue},
    {"GET", "/about", 0, Rate::person, &kPagesQueue},
    {"GET", "/about/{leaf}", 0, Rate::person, &kPagesQueue},
    {"GET", "/privacy", 0, Rate::person, &kPagesQueue},
    {"GET", "/studio"},
    {"GET", "/studio/{file*}"},
    {"GET", "/preview"},
    {"GET", "/preview/reload.js"},
    {"GET", "/preview/changed"},
    {"GET", "/sign-in", 0, Rate::guess, &kSignInQueue},
    {"POST", "/sign-in", kForm, Rate::guess, &kSignInQueue},
    {"GET", "/sign-in/callback", 0, Rate::guess, &kSignInQueue},
    {"GET", "/sign-in/passkey"},
    {"POST", "/sign-in/passkey", kForm, Rate::guess, &kSignInQueue},
    {"POST", "/sign-in/passkey/question", kForm, Rate::guess, &kSignInQueue},
    {"GET", "/sign-in/passkeys.js"},
    {"GET", "/api/v1/session"},
    {"DELETE", "/api/v1/session", 0, Rate::person, &kAccountsQueue},
    {"GET", "/api/v1/me", 0, Rate::person, &kAccountsQueue},
    {"DELETE", "/api/v1/me", 0, Rate::person, &kAccountsQueue},
    {"GET", "/api/v1/cvs", 0, Rate::person, &kAccountsQueue},
    {"POST", "/api/v1/cvs", kDocument, Rate::person, &kAccountsQueue},
    {"GET", "/api/v1/cvs/{slug}", 0, Rate::person, &kAccountsQueue},
    {"PUT", "/api/v1/cvs/{slug}", kDocument, Rate::person, &kAccountsQueue},
    {"PATCH", "/api/v1/cvs/{slug}", kDocument, Rate::person, &kAccountsQueue},
    {"DELETE", "/api/v1/cvs/{slug}", 0, Rate::person, &kAccountsQueue},
    {"GET", "/api/v1/cvs/{slug}/versions", 0, Rate::person, &kAccountsQueue},
    {"GET", "/api/v1/cvs/{slug}/versions/{version}", 0, Rate::person, &kAccountsQueue},
    {"POST", "/api/v1/cvs/{slug}/versions/{version}/restore", kForm, Rate::person, &kAccountsQueue},
    {"GET", "/api/v1/cvs/{slug}/proposals", 0, Rate::person, &kAccountsQueue},
    {"GET", "/api/v1/cvs/{slug}/proposals/{proposal}", 0, Rate::person, &kAccountsQueue},
    {"DELETE", "/api/v1/cvs/{slug}/proposals/{proposal}", 0, Rate::person, &kAccountsQueue},
    {"POST", "/api/v1/cvs/{slug}/proposals/{proposal}/accept", kForm, Rate::person, &kAccountsQueue},
    {"GET", "/api/v1/cvs/{slug}/links", 0, Rate::person, &kAccountsQueue},
    {"POST", "/api/v1/cvs/{slug}/links", kForm, Rate::person, &kAccountsQueue},
    {"DELETE", "/api/v1/cvs/{slug}/links/{link}", 0, Rate::person, &kAccountsQueue},
    {"GET", "/api/v1/cvs/{slug}/people", 0, Rate::person, &kAccountsQueue},
    {"PUT", "/api/v1/cvs/{slug}/people/{email}", kForm, Rate::person, &kAccountsQueue},
    {"DELETE", "/api/v1/cvs/{slug}/people/{email}", 0, Rate::person, &kAccountsQueue},
    {"POST", "/api/v1/render", kDocument, Rate::person, &kDocumentsQueue},
    {"POST", "/api/v1/check", kDocument, Rate::person, &kDocumentsQueue},
    {"POST", "/api/v1/convert", kDocument, Rate::person, &kDocumentsQueue},
    {"POST", "/api/v1/links/check", kDocument, Rate::person, &kLinksQueue},
    {"GET", "/api/v1/schema"},
    {"GET", "/api/v1/openapi.yaml"},
    {"GET", "/api/"},
    {"POST", "/mcp", kDocument, Rate::person, &kDocumentsQueue},
    {"GET", "/mcp"},
    {"GET", "/api/v1/settings", 0, Rate::person, &kAccountsQueue},
    {"PUT", "/api/v1/settings", kForm, Rate::person, &kAccountsQueue},
    {"GET", "/api/v1/about", 0, Rate::person, &kAccountsQueue},
    {"PUT", "/api/v1/about", kTexts, Rate::person, &kAccountsQueue},
    {"DELETE", "/api/v1/about", 0, Rate::person, &kAccountsQueue},
    {"GET", "/api/v1/people", 0, Rate::person, &kAccountsQueue},
    {"PUT", "/api/v1/people/{email}", kForm, Rate::person, &kAccountsQueue},
    {"DELETE", "/api/v1/people/{email}", 0, Rate::person, &kAccountsQueue},
    {"POST", "/api/v1/people/{email}/link", kForm, Rate::person, &kAccountsQueue},
    {"GET", "/api/v1/tokens", 0, Rate::person, &kAccountsQueue},
    {"POST", "/api/v1/tokens", kForm, Rate::person, &kAccountsQueue},
    {"DELETE", "/api/v1/tokens/{token}", 0, Rate::person, &kAccountsQueue},
    {"GET", "/api/v1/passkeys", 0, Rate::person, &kAccountsQueue},
    {"POST", "/api/v1/passkeys", kTexts, Rate::person, &kAccountsQueue},
    {"POST", "/api/v1/passkey-question", kForm, Rate::person, &kAccountsQueue},
    {"PUT", "/api/v1/passkeys/{passkey}", kForm, Rate::person, &kAccountsQueue},
    {"DELETE", "/api/v1/passkeys/{passkey}", 0, Rate::person, &kAccountsQueue},
    {"POST", "/api/v1/recovery-codes", kForm, Rate::person, &kAccountsQueue},
    {"GET", "/api/v1/audit", 0, Rate::person, &kAccountsQueue},
});

}  // namespace

std::span<const RouteBounds> route_bounds() {
  return kRows;
}

const RouteBounds& bounds_of(std::string_view method, std::string_view pattern) {
  const auto row = std::ranges::find_if(
      kRows, [&](const RouteBounds& one) { return one.method == method && one.pattern == pattern; });
  if (row == kRows.end())
    throw std::logic_error("no bounds for " + std::string(method) + ' ' + std::string(pattern));
  return *row;
}

}  // namespace vitrine::site
