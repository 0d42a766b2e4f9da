#include "http/message/representation.hpp"

#include <algorithm>
#include <array>

#include "base/digest.hpp"
#include "base/encoding.hpp"

namespace vitrine::http {

namespace {

void append_field(std::string& head, std::string_view name, std::string_view value) {
  head += "\r\n";
  head += name;
  head += ": ";
  const auto from = static_cast<std::ptrdiff_t>(head.size());
  head += value;
  std::replace_if(
      head.begin() + from, head.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
}

/// Whether a 304 repeats this field of the 200.
bool is_kept_in_304(std::string_view name) {
  static constexpr std::array<std::string_view, 4> kKept{"Cache-Control", "Content-Location", "Expires",
                                                         "Vary"};
  return std::ranges::find(kKept, name) != kKept.end();
}

std::string strong_etag(std::string_view bytes) {
  constexpr std::size_t kTagBytes = 18;  // 144 bits of the digest: 24 characters, no padding
  const auto digest = base::sha256(bytes);
  return '"' + base::base64url(base::as_bytes(digest).substr(0, kTagBytes)) + '"';
}

}  // namespace

void append_fields(std::string& head, const Fields& fields) {
  for (const auto& [name, value] : fields) append_field(head, name, value);
}

Representation Representation::make(std::string body, const Fields& fields, std::string_view coding,
                                    bool has_ranges) {
  Representation out{.etag = strong_etag(body), .body = std::move(body), .has_ranges = has_ranges};
  for (const auto& [name, value] : fields) {
    append_field(out.fields, name, value);
    if (is_kept_in_304(name)) append_field(out.fields_304, name, value);
  }
  for (auto* head : {&out.fields, &out.fields_304}) append_field(*head, "ETag", out.etag);
  if (!coding.empty()) append_field(out.fields, "Content-Encoding", coding);
  if (has_ranges) append_field(out.fields, "Accept-Ranges", "bytes");
  append_field(out.fields, "Content-Length", std::to_string(out.body.size()));
  // It is kept for long: release unused capacity, which can be most of a compressed body's.
  for (auto* text : {&out.body, &out.fields, &out.fields_304}) text->shrink_to_fit();
  return out;
}

std::size_t Representation::bytes() const {
  return sizeof *this + etag.size() + fields.size() + fields_304.size() + body.size();
}

}  // namespace vitrine::http
