#include "site/page.hpp"

#include <array>

#include "base/digest.hpp"
#include "http/compress.hpp"
#include "http/conditional.hpp"
#include "http/negotiate.hpp"

namespace vitrine::site {

const std::vector<FormatInfo>& formats() {
  static const std::vector<FormatInfo> all{
      {Format::html, "", "text/html; charset=utf-8", "Page"},
      {Format::pdf, "pdf", "application/pdf", "PDF"},
      {Format::json, "json", "application/json", "JSON"},
      {Format::text, "txt", "text/plain; charset=utf-8", "Plain text"},
  };
  return all;
}

namespace {

Representation representation(std::string bytes) {
  constexpr std::size_t kTagBytes = 18;  // 144 bits of the digest: 24 characters, no padding
  const auto digest = base::sha256(bytes);
  auto etag = '"' + base::base64url(base::as_bytes(digest).substr(0, kTagBytes)) + '"';
  return {std::make_shared<const std::string>(std::move(bytes)), std::move(etag)};
}

}  // namespace

Page::Page(std::string body, std::vector<std::pair<std::string, std::string>> fields, unsigned status)
    : fields_(std::move(fields)), status_(status) {
  auto compressed = http::gzip(body);
  if (compressed.size() < body.size()) gzip_ = representation(std::move(compressed));
  identity_ = representation(std::move(body));
}

http::Response Page::answer(const http::Request& request) const {
  static constexpr std::array<std::string_view, 2> kCodings{"gzip", "identity"};
  const bool use_gzip =
      gzip_.body != nullptr && http::choose_encoding(request.field("accept-encoding"), kCodings) == "gzip";
  const auto& chosen = use_gzip ? gzip_ : identity_;
  http::Response response{.status = status_, .fields = fields_};
  response.set("ETag", chosen.etag);
  if (http::matches_none(request.field("if-none-match"), chosen.etag)) {
    response.body = chosen.body;
    if (use_gzip) response.set("Content-Encoding", "gzip");
  } else {
    response.status = 304;
  }
  return response;
}

std::size_t Page::bytes() const {
  return identity_.body->size() + (gzip_.body ? gzip_.body->size() : 0);
}

}  // namespace vitrine::site
