#include "http/server/resource.hpp"

#include <algorithm>
#include <optional>

#include "http/message/compress.hpp"
#include "http/message/conditional.hpp"
#include "http/message/negotiate.hpp"
#include "http/message/problem.hpp"
#include "http/message/ranges.hpp"

namespace vitrine::http {

Resource::Resource(std::string body, const Fields& fields, unsigned status) : status_(status) {
  // Only if a client requests parts to continue a download; parts of a small file help nobody.
  const bool has_ranges =
      std::ranges::find(fields, Fields::value_type{"Content-Type", "application/pdf"}) != fields.end();
  const auto keep = [&](std::string_view coding, std::string bytes) {
    if (bytes.size() >= body.size()) return;
    coded_.push_back({coding, std::make_shared<const Representation>(
                                  Representation::make(std::move(bytes), fields, coding))});
  };
  if (!has_ranges) {  // such a format is already compressed
    keep("br", brotli(body));
    keep("zstd", zstd(body));
    keep("gzip", gzip(body));
  }
  if (has_ranges || status_ != 200) fields_ = fields;
  coded_.push_back({"identity", std::make_shared<const Representation>(
                                    Representation::make(std::move(body), fields, "", has_ranges))});
}

const Resource::Coded& Resource::choose(std::string_view accept_encoding) const {
  std::vector<std::string_view> offers;
  offers.reserve(coded_.size());
  for (const auto& one : coded_) offers.push_back(one.coding);
  const auto chosen = choose_encoding(accept_encoding, offers);
  const auto at = std::ranges::find(coded_, chosen, &Coded::coding);
  return at == coded_.end() ? coded_.back() : *at;
}

namespace {

/// A response to a request for a part of a representation; nothing if the whole is to be sent.
std::optional<Response> part(const Request& request, const std::shared_ptr<const Representation>& whole,
                             const Fields& fields) {
  const auto if_range = request.field("if-range");
  if (!whole->has_ranges || (!if_range.empty() && if_range != whole->etag)) return std::nullopt;
  const auto size = whole->body.size();
  const auto choice = choose_range(request.field("range"), size);
  if (choice.kind == RangeChoice::Kind::whole) return std::nullopt;
  Response response;
  if (choice.kind == RangeChoice::Kind::unsatisfiable) {
    response = make_problem(request, 416, "There are only {0} bytes."_msg(size));
    response.set("Content-Range", "bytes */" + std::to_string(size));
    return response;
  }
  response = {.status = 206, .fields = fields, .body = {whole, &whole->body}, .part = choice.range};
  response.set("Content-Range", choice.range.content_range(size));
  response.set("ETag", whole->etag);
  response.set("Accept-Ranges", "bytes");
  return response;
}

}  // namespace

Response Resource::answer(const Request& request) const {
  if (status_ != 200) {
    const auto& whole = coded_.back().representation;
    return {.status = status_, .fields = fields_, .body = {whole, &whole->body}};
  }
  const auto& chosen = choose(request.field("accept-encoding")).representation;
  if (!matches_strongly(request.field("if-match"), chosen->etag)) {
    return make_problem(request, 412, "What is here now is not what If-Match names."_msg);
  }
  const bool is_match = !matches_none(request.field("if-none-match"), chosen->etag);
  if (!is_match && request.method == "GET") {
    if (auto response = part(request, chosen, fields_)) return std::move(*response);
  }
  return {.status = is_match ? 304U : 200U, .representation = chosen};
}

std::size_t Resource::bytes() const {
  std::size_t total = sizeof *this;
  for (const auto& one : coded_) total += one.representation->bytes();
  return total;
}

}  // namespace vitrine::http
