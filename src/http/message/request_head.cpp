#include "http/message/request_head.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "base/ascii.hpp"
#include "base/encoding.hpp"

namespace vitrine::http {

namespace {

/// Which bytes are letters, digits, or one of `marks`.
constexpr std::array<bool, 256> table_of(std::string_view marks) {
  std::array<bool, 256> table{};
  for (const auto some :
       {marks, std::string_view("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")}) {
    for (const char c : some) table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}

/// tchar (RFC 9110 section 5.6.2).
constexpr auto kIsToken = table_of("!#$%&'*+-.^_`|~");

/// Allowed characters of a field value: HTAB, SP, VCHAR, obs-text (RFC 9110 section 5.5).
constexpr bool is_value_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
}

using Bytes = unsigned char __attribute__((vector_size(16)));

/// Not 0 if one of sixteen bytes is not allowed in a field value.
inline Bytes wrong_in(const char* from) {
  Bytes bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  return reinterpret_cast<Bytes>(((bytes < 0x20) & (bytes != '\t')) | (bytes == 0x7F));
}

/// Whether all bytes are allowed in a field value. Checks sixteen at a time: cookies are long.
bool is_value(std::string_view text) {
  if (text.size() < sizeof(Bytes)) return std::ranges::all_of(text, is_value_char);
  const auto* const last = text.data() + text.size() - sizeof(Bytes);
  auto wrong = wrong_in(last);  // overlaps with the blocks before
  for (const auto* at = text.data(); at < last; at += sizeof(Bytes)) wrong |= wrong_in(at);
  std::array<std::uint64_t, 2> halves{};
  std::memcpy(halves.data(), &wrong, sizeof halves);
  return (halves[0] | halves[1]) == 0;
}

bool is_token(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return kIsToken[static_cast<unsigned char>(c)]; });
}

/// Allowed characters of uri-host [":" port] (RFC 3986 section 3.2.2).
constexpr auto kIsHost = table_of("-._~!$&'()*+,;=:[]%");

bool is_host(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return kIsHost[static_cast<unsigned char>(c)]; });
}

/// The line at the front, without its CRLF; removes both from `rest`. Nothing if there is a bare LF. The
/// caller must refuse a CR within the line.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  if (end == std::string_view::npos || end == 0 || rest[end - 1] != '\r') return std::nullopt;
  const auto line = rest.substr(0, end - 1);
  rest.remove_prefix(end + 1);
  return line;
}

std::optional<HeadError> check_version(std::string_view version, Framing& framing) {
  if (version == "HTTP/1.1") return std::nullopt;
  if (version == "HTTP/1.0") {
    framing.is_http_1_0 = true;
    return std::nullopt;
  }
  const auto is_digit = [&](std::size_t at) { return version[at] >= '0' && version[at] <= '9'; };
  const bool is_version =
      version.size() == 8 && version.starts_with("HTTP/") && is_digit(5) && version[6] == '.' && is_digit(7);
  if (is_version) return HeadError{505, "Only HTTP/1.1 and HTTP/1.0 are spoken here."_msg};
  return HeadError{400, "The request line is not: method, target, version, with one space between."_msg};
}

/// The path and query of a target; nothing for an unsupported form.
std::optional<std::string_view> origin_form(std::string_view method, std::string_view target) {
  if (target.starts_with('/')) return target;
  if (target == "*") return method == "OPTIONS" ? std::optional<std::string_view>("/") : std::nullopt;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.size() <= scheme.size() ||
        !base::equals_ignoring_case(target.substr(0, scheme.size()), scheme))
      continue;
    const auto rest = target.substr(scheme.size());
    const auto authority = rest.substr(0, rest.find_first_of("/?"));
    if (authority.empty() || !is_host(authority)) return std::nullopt;
    const auto path = rest.substr(authority.size());
    return path.starts_with('/') ? path : path.empty() ? std::optional<std::string_view>("/") : std::nullopt;
  }
  return std::nullopt;
}

/// Decodes a path; false if two readers could map it to different files.
bool decode_path(std::string_view encoded, std::string& path) {
  if (encoded.find('%') == std::string_view::npos) {  // then it is ASCII, and `path` can reuse its memory
    path = encoded;
  } else {
    auto decoded = base::percent_decode(encoded);
    if (!decoded || base::find_invalid_utf8(*decoded) || decoded->find('\0') != std::string::npos)
      return false;
    if (std::ranges::count(*decoded, '/') != std::ranges::count(encoded, '/')) return false;
    path = std::move(*decoded);
  }
  std::string_view rest = path;
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const auto segment = rest.substr(0, rest.find('/'));
    if (segment == "." || segment == "..") return false;
    rest.remove_prefix(segment.size());
  }
  return true;
}

std::optional<HeadError> parse_request_line(std::string_view line, const HeadLimits& limits, Request& request,
                                            Framing& framing) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return check_version("", framing);
  request.method = line.substr(0, first);
  request.target = line.substr(first + 1, last - first - 1);
  if (auto wrong = check_version(line.substr(last + 1), framing)) return wrong;
  if (!is_token(request.method)) return HeadError{400, "The method is not a token."_msg};
  if (request.target.size() > limits.max_target_bytes) return HeadError{414, "The address is too long."_msg};
  const bool is_plain =
      std::ranges::all_of(request.target, [](char c) { return c > 0x20 && c < 0x7F && c != '#'; });
  const auto origin = is_plain ? origin_form(request.method, request.target) : std::nullopt;
  if (!origin) return HeadError{400, "The request target is malformed."_msg};
  const auto query = std::min(origin->find('?'), origin->size());
  request.query = origin->substr(std::min(query + 1, origin->size()));
  if (!decode_path(origin->substr(0, query), request.path)) {
    return HeadError{400,
                     "The path is malformed: no '.' or '..' segments, encoded '/' or NUL; UTF-8 only."_msg};
  }
  return std::nullopt;
}

/// Information on the body from the fields read so far.
struct Seen {
  int hosts = 0;
  bool length = false;
  bool coding = false;
  bool close = false;
  bool keep_alive = false;
};

void read_connection(std::string_view value, Seen& seen) {
  while (!value.empty()) {
    const auto end = std::min(value.find(','), value.size());
    const auto option = base::trimmed(value.substr(0, end), " \t");
    seen.close = seen.close || base::equals_ignoring_case(option, "close");
    seen.keep_alive = seen.keep_alive || base::equals_ignoring_case(option, "keep-alive");
    value.remove_prefix(std::min(end + 1, value.size()));
  }
}

std::optional<HeadError> read_length(std::string_view value, const HeadLimits& limits, Seen& seen,
                                     Framing& framing) {
  const bool is_number =
      !value.empty() && std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
  if (seen.length || !is_number) return HeadError{400, "Content-Length must be there once, as a number."_msg};
  seen.length = true;
  const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), framing.length);
  if (failed != std::errc{} || framing.length > limits.max_body_bytes) {
    return HeadError{413, "The body is too large."_msg};
  }
  return std::nullopt;
}

std::optional<HeadError> read_field(std::string_view name, std::string_view value, const HeadLimits& limits,
                                    Seen& seen, Framing& framing) {
  if (name == "host") {
    ++seen.hosts;
    if (!is_host(value)) return HeadError{400, "Host is malformed."_msg};
  } else if (name == "content-length") {
    return read_length(value, limits, seen, framing);
  } else if (name == "transfer-encoding") {
    if (seen.coding) return HeadError{400, "Transfer-Encoding must be there once."_msg};
    seen.coding = true;
    framing.is_chunked = true;
    if (!base::equals_ignoring_case(value, "chunked"))
      return HeadError{501, "The only transfer coding known here is: chunked."_msg};
  } else if (name == "connection") {
    read_connection(value, seen);
  } else if (name == "expect") {
    if (!base::equals_ignoring_case(value, "100-continue"))
      return HeadError{417, "The only expectation known here is: 100-continue."_msg};
    framing.wants_continue = true;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::pair<std::string_view, std::string_view>> parse_field_line(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return std::nullopt;
  const auto value = line.substr(colon + 1);
  if (!is_value(value)) return std::nullopt;
  return std::pair{line.substr(0, colon), base::trimmed(value, " \t")};
}

std::optional<HeadError> parse_head(std::span<char> head, const HeadLimits& limits, Request& request,
                                    Framing& framing) {
  request.fields.clear();
  request.method = request.target = request.query = request.body = {};
  framing = {};
  std::string_view rest(head.data(), head.size());
  const auto request_line = take_line(rest);
  if (!request_line) return HeadError{400, "A line must end with CR LF, and neither may stand alone."_msg};
  if (auto wrong = parse_request_line(*request_line, limits, request, framing)) return wrong;

  const bool is_old = framing.is_http_1_0;
  Seen seen;
  while (true) {
    const auto line = take_line(rest);
    if (!line) return HeadError{400, "A line must end with CR LF, and neither may stand alone."_msg};
    if (line->empty()) break;
    const auto field = parse_field_line(*line);
    if (!field) return HeadError{400, "A field line is malformed."_msg};
    if (request.fields.size() == limits.max_fields)
      return HeadError{431, "There are too many header fields."_msg};
    const auto offset = static_cast<std::size_t>(field->first.data() - head.data());
    std::ranges::transform(head.subspan(offset, field->first.size()),
                           head.begin() + static_cast<std::ptrdiff_t>(offset),
                           [](char c) { return base::ascii_lower(c); });
    request.fields.emplace_back(*field);
    if (auto wrong = read_field(field->first, field->second, limits, seen, framing)) return wrong;
  }
  if (seen.hosts > 1 || (seen.hosts == 0 && !is_old)) return HeadError{400, "Host must be there, once."_msg};
  if (seen.coding && (seen.length || is_old)) {
    return HeadError{400, "Transfer-Encoding stands beside Content-Length, or in HTTP/1.0."_msg};
  }
  framing.keep_alive = !seen.close && (!is_old || seen.keep_alive);
  if (is_old) framing.wants_continue = false;
  return std::nullopt;
}

}  // namespace vitrine::http
