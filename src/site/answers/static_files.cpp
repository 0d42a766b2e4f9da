#include "site/answers/static_files.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "site/answers/headers.hpp"

namespace vitrine::site {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kMaxBytes = std::uintmax_t{64} << 20U;

std::string_view media_type(std::string_view extension) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kTypes{{
      {".css", "text/css; charset=utf-8"},
      {".html", "text/html; charset=utf-8"},
      {".ico", "image/x-icon"},
      {".jpg", "image/jpeg"},
      {".js", "text/javascript; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".png", "image/png"},
      {".svg", "image/svg+xml"},
      {".txt", "text/plain; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
      {".webp", "image/webp"},
      {".woff2", "font/woff2"},
  }};
  const auto at = std::ranges::find(kTypes, extension, &decltype(kTypes)::value_type::first);
  return at == kTypes.end() ? "application/octet-stream" : at->second;
}

http::Fields fields_of(const std::string& name, bool is_https) {
  const auto extension = fs::path(name).extension().string();
  http::Fields fields{
      {"Content-Type", std::string(media_type(extension))},
      {"Vary", "Accept-Encoding"},
      {"Cache-Control", is_hashed_name(name) ? "public, max-age=31536000, immutable" : "public, no-cache"},
  };
  if (extension == ".html") {
    fields.emplace_back("Content-Security-Policy",
                        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
                        "frame-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
                        "frame-ancestors 'none'; require-trusted-types-for 'script'");
  }
  add_common_fields(fields, is_https);
  return fields;
}

bool is_hidden(const fs::path& relative) {
  return std::ranges::any_of(relative, [](const fs::path& part) { return part.string().starts_with('.'); });
}

}  // namespace

namespace {

/// Whether it ends in a '-' and eight characters of base64url that are no word, as in esbuild's file names.
bool has_short_digest(std::string_view stem) {
  constexpr std::size_t kLength = 8;
  if (stem.size() < kLength + 2 || stem[stem.size() - kLength - 1] != '-') return false;
  const auto digest = stem.substr(stem.size() - kLength);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  return std::ranges::all_of(
             digest,
             [&](char c) { return is_digit(c) || is_upper(c) || is_lower(c) || c == '_' || c == '-'; }) &&
         (std::ranges::any_of(digest, is_digit) || std::ranges::count_if(digest, is_upper) > 1);
}

}  // namespace

bool is_hashed_name(std::string_view name) {
  constexpr std::size_t kLeast = 8;
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos) return false;
  const auto stem = name.substr(0, dot);
  const auto suffix = name.substr(dot);
  if ((suffix == ".js" || suffix == ".css") && has_short_digest(stem)) return true;
  const auto mark = stem.find_last_of("-.");
  if (mark == std::string_view::npos || mark == 0) return false;
  const auto digest = stem.substr(mark + 1);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_lower_hex = [&](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); };
  // A word ("polyfills") is no digest: a digest has a digit, and only capitals or only hexadecimal letters.
  const bool has_form = std::ranges::all_of(digest, [&](char c) { return is_digit(c) || is_upper(c); }) ||
                        std::ranges::all_of(digest, is_lower_hex);
  return digest.size() >= kLeast && has_form && std::ranges::any_of(digest, is_digit);
}

Result<StaticFiles> StaticFiles::read(const std::string& folder, bool is_https) {
  StaticFiles out;
  std::error_code failed;
  std::uintmax_t total = 0;
  auto at = fs::recursive_directory_iterator(folder, failed);
  for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
    const auto relative = at->path().lexically_relative(folder);
    if (at->is_symlink() || !at->is_regular_file() || is_hidden(relative)) continue;
    total += at->file_size();
    if (total > kMaxBytes)
      return Error{ErrorCode::invalid, "'{0}' holds more than 64 MiB: is it the right folder?"_msg(folder)};
    std::ifstream file(at->path(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file) return Error{ErrorCode::invalid, "'{0}' cannot be read"_msg(at->path().string())};
    const auto name = relative.generic_string();
    out.files_[name] = std::make_unique<const http::Resource>(std::move(bytes), fields_of(name, is_https));
  }
  if (failed) return Error{ErrorCode::invalid, "'{0}' cannot be read: {1}"_msg(folder, failed.message())};
  if (!out.files_.contains("index.html"))
    return Error{ErrorCode::invalid,
                 "'{0}' has no index.html: build the application there first"_msg(folder)};
  return out;
}

const http::Resource* StaticFiles::find(std::string_view path) const {
  auto at = files_.find(path);
  const auto leaf = path.substr(path.rfind('/') + 1);
  if (at == files_.end() && leaf.find('.') == std::string_view::npos) at = files_.find("index.html");
  return at == files_.end() ? nullptr : at->second.get();
}

}  // namespace vitrine::site
