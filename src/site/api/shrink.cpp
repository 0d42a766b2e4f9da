#include "site/api/shrink.hpp"

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "http/message/compress.hpp"
#include "http/message/negotiate.hpp"

namespace vitrine::site::api {

namespace {

constexpr std::size_t kLeast = 1024;  ///< bytes; below this, compression saves no packet
/// Fastest first: the client waits meanwhile.
constexpr std::array<std::string_view, 4> kCodings{"zstd", "br", "gzip", "identity"};

bool may_shrink(const http::Request& request, const http::Response& response) {
  if (response.status != 200 || response.representation || !response.body || response.body->size() < kLeast)
    return false;
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (!reads && request.path != "/api/v1/render") return false;
  const auto type = response.field("Content-Type");
  return (type.starts_with("application/json") || type.starts_with("text/")) &&
         response.field("Content-Encoding").empty();
}

std::string coded(std::string_view coding, std::string_view bytes) {
  if (coding == "zstd") return http::zstd(bytes);
  return coding == "br" ? http::brotli(bytes) : http::gzip(bytes);
}

}  // namespace

boost::asio::awaitable<void> shrink(const http::Request& request, http::Response& response, WorkQueue& queue,
                                    const std::string& person) {
  if (!may_shrink(request, response)) co_return;
  response.set("Vary", "Accept-Encoding");
  const auto coding = http::choose_encoding(request.field("accept-encoding"), kCodings);
  if (coding.empty() || coding == "identity") co_return;
  auto place = queue.take_place(person);
  if (!place) co_return;
  auto work = [coding, body = response.body] { return coded(coding, *body); };
  auto bytes = co_await queue.run(std::move(place), std::move(work));
  if (!bytes || bytes->size() >= response.body->size()) co_return;
  response.body = std::make_shared<const std::string>(std::move(*bytes));
  response.set("Content-Encoding", coding);
  if (std::string etag(response.field("ETag")); etag.starts_with('"')) {
    etag.insert(etag.size() - 1, '-' + std::string(coding));
    response.set("ETag", etag);
  }
}

}  // namespace vitrine::site::api
