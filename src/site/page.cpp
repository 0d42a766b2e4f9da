#include "site/page.hpp"

#include <algorithm>
#include <optional>

#include "http/compress.hpp"
#include "http/conditional.hpp"
#include "http/negotiate.hpp"
#include "http/ranges.hpp"

namespace vitrine::site {

const std::vector<FormatInfo>& formats() {
  static const std::vector<FormatInfo> all{
      {Format::html, "", "text/html; charset=utf-8", "Page"},
      {Format::json, "json", "application/json", "JSON"},
      {Format::text, "txt", "text/plain; charset=utf-8", "Plain text"},
  };
  return all;
}

Page::Page(std::string body, const http::Fields& fields) {
  // Only where a client asks for parts to go on with a download; parts of what is small help nobody.
  const bool has_ranges =
      std::ranges::find(fields, http::Fields::value_type{"Content-Type", "application/pdf"}) != fields.end();
  const auto keep = [&](std::string_view coding, std::string bytes) {
    if (bytes.size() >= body.size()) return;
    coded_.push_back({coding, std::make_shared<const http::Representation>(
                                  http::Representation::make(std::move(bytes), fields, coding))});
  };
  if (!has_ranges) {  // such a format is compressed by itself
    keep("br", http::brotli(body));
    keep("zstd", http::zstd(body));
    keep("gzip", http::gzip(body));
  }
  coded_.push_back({"identity", std::make_shared<const http::Representation>(
                                    http::Representation::make(std::move(body), fields, "", has_ranges))});
}

const Page::Coded& Page::choose(std::string_view accept_encoding) const {
  std::vector<std::string_view> offers;
  for (const auto& one : coded_) offers.push_back(one.coding);
  const auto chosen = http::choose_encoding(accept_encoding, offers);
  const auto at = std::ranges::find(coded_, chosen, &Coded::coding);
  return at == coded_.end() ? coded_.back() : *at;
}

namespace {

/// A response to a request for a part of a representation; nothing where all of it is to be sent.
std::optional<http::Response> part(const http::Request& request, const http::Representation& whole) {
  const auto if_range = request.field("if-range");
  if (!whole.has_ranges || (!if_range.empty() && if_range != whole.etag)) return std::nullopt;
  const auto size = whole.body.size();
  const auto choice = http::choose_range(request.field("range"), size);
  if (choice.kind == http::RangeChoice::Kind::whole) return std::nullopt;
  http::Response response;
  if (choice.kind == http::RangeChoice::Kind::unsatisfiable) {
    response = http::make_problem(416, "Range Not Satisfiable",
                                  "There are only " + std::to_string(size) + " bytes.");
    response.set("Content-Range", "bytes */" + std::to_string(size));
    return response;
  }
  const auto& range = choice.range;
  response = {
      .status = 206,
      .fields = whole.given,
      .body = std::make_shared<const std::string>(whole.body, range.first, range.last - range.first + 1)};
  response.set("Content-Range", range.content_range(size));
  response.set("ETag", whole.etag);
  response.set("Accept-Ranges", "bytes");
  return response;
}

}  // namespace

http::Response Page::answer(const http::Request& request) const {
  const auto& chosen = choose(request.field("accept-encoding")).representation;
  if (!http::matches_strongly(request.field("if-match"), chosen->etag)) {
    return http::make_problem(412, "Precondition Failed", "The page is not the one that If-Match names.");
  }
  const bool is_match = !http::matches_none(request.field("if-none-match"), chosen->etag);
  if (!is_match && request.method == "GET") {
    if (auto response = part(request, *chosen)) return std::move(*response);
  }
  return {.status = is_match ? 304U : 200U, .representation = chosen};
}

std::size_t Page::bytes() const {
  std::size_t total = sizeof *this;
  for (const auto& one : coded_) total += one.representation->bytes();
  return total;
}

}  // namespace vitrine::site
