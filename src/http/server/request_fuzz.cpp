// Fuzzes arbitrary bytes as a request, as a chunked body in pieces, and as negotiated fields.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/encoding.hpp"
#include "http/message/chunked.hpp"
#include "http/message/client_address.hpp"
#include "http/message/conditional.hpp"
#include "http/message/negotiate.hpp"
#include "http/message/ranges.hpp"
#include "http/message/request_head.hpp"
#include "http/server/access_log.hpp"

namespace {

using namespace vitrine;

void require(bool holds) {
  if (!holds) std::abort();
}

bool lies_within(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

struct Decoded {
  std::string body;
  std::size_t used = 0;
  unsigned status = 0;
  bool is_done = false;
  bool operator==(const Decoded&) const = default;
};

Decoded decode(std::string_view input, std::size_t piece) {
  constexpr std::size_t kMaxBody = 1000;
  http::ChunkedDecoder decoder(kMaxBody);
  Decoded result;
  for (std::size_t there = 0; !decoder.is_done() && there < input.size();) {
    there = std::min(there + piece, input.size());
    std::size_t used = 0;
    const auto wrong = decoder.feed(input.substr(result.used, there - result.used), result.body, used);
    require(used <= there - result.used);
    result.used += used;
    if (wrong) return {.status = wrong->status};
  }
  require(result.body.size() <= kMaxBody);
  result.is_done = decoder.is_done();
  return result;
}

void try_chunked(std::string_view input, std::size_t piece) {
  const auto whole = decode(input, input.size());
  const auto pieces = decode(input, piece);
  // One way may detect an error earlier than the other; accepted input must give the same result.
  if (whole.is_done || pieces.is_done) require(whole == pieces);
}

/// The guarantees for a handler.
void check(const http::Request& request, const http::Framing& framing, std::string_view head) {
  const auto& path = request.path;
  require(path.starts_with('/') && path.find('\0') == std::string::npos && !base::find_invalid_utf8(path));
  const auto enclosed = path + "/";
  require(enclosed.find("/../") == std::string::npos && enclosed.find("/./") == std::string::npos);
  require(!request.method.empty() && lies_within(request.method, head) && lies_within(request.query, head));
  require(!(framing.is_chunked && framing.length > 0));
  require(std::ranges::count(request.fields, "host", &decltype(request.fields)::value_type::first) <= 1);
  for (const auto& [name, value] : request.fields) {
    require(lies_within(name, head) && lies_within(value, head) && !name.empty());
    require(std::ranges::none_of(name, [](char c) { return c >= 'A' && c <= 'Z'; }));
    require(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos);
  }
}

/// Like a connection: each head up to its end, with its body, one after the other.
void try_requests(std::string_view input) {
  http::Request request;
  http::Framing framing;
  while (true) {
    const auto end = input.find("\r\n\r\n");
    if (end == std::string_view::npos) return;
    std::string head(input.substr(0, end + 4));
    input.remove_prefix(end + 4);
    if (http::parse_head(head, {.max_target_bytes = 100, .max_body_bytes = 1000}, request, framing)) return;
    check(request, framing, head);
    if (framing.is_chunked) {
      const auto body = decode(input, std::max<std::size_t>(input.size(), 1));
      if (!body.is_done) return;
      input.remove_prefix(body.used);
    } else {
      input.remove_prefix(std::min<std::size_t>(framing.length, input.size()));
    }
  }
}

void try_fields(std::string_view input) {
  static constexpr std::array<std::string_view, 3> kCodings{"br", "gzip", "identity"};
  static constexpr std::array<std::string_view, 2> kTypes{"text/html", "application/json"};
  static const std::array<std::string, 3> languages{"de", "en", "zh-Hant"};
  const auto is_one = [](const auto& offered, std::string_view chosen) {
    return std::ranges::find(offered, chosen) != offered.end();
  };
  const auto coding = http::choose_encoding(input, kCodings);
  require(coding.empty() || is_one(kCodings, coding));
  const auto type = http::choose_media_type(input, kTypes);
  require(type.empty() || is_one(kTypes, type));
  require(is_one(languages, http::choose_language(input, languages)));
  require(http::matches_none(input, "\"a\"") == http::matches_none(input, "W/\"a\""));
  const auto line = http::parse_field_line(input);
  require(!line || (lies_within(line->first, input) && lies_within(line->second, input)));
  (void)http::query_parameter(input, "a");
  require(!http::matches_strongly(input, "\"a\"") || input.empty() || !http::matches_none(input, "\"a\""));
  const auto choice = http::choose_range(input, 100);
  require(choice.kind != http::RangeChoice::Kind::part ||
          (choice.range.first <= choice.range.last && choice.range.last < 100));
  const auto trace = http::trace_id(input);
  require(trace.empty() || (trace.size() == 32 && lies_within(trace, input)));
  http::Request request;
  request.peer = "10.0.0.1";
  request.fields.emplace_back("x-forwarded-for", input);
  static const auto proxies = http::TrustedProxies::parse({"10.0.0.0/8"}).value();
  require(!proxies.client(request).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {  // letters, so that the seeds are readable
    case 'c':
      try_chunked(input, 1);
      break;
    case 'p':
      try_chunked(input, 1 + static_cast<unsigned char>(input[0]) % 7U);
      break;
    case 'f':
      try_fields(input);
      break;
    default:
      try_requests(input);
  }
  return 0;
}
