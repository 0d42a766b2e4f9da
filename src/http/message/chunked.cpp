#include "http/message/chunked.hpp"

#include <algorithm>
#include <charconv>

namespace vitrine::http {

namespace {
constexpr std::size_t kMaxLine = 1024;
constexpr std::size_t kMaxTrailer = 8 * 1024;
constexpr HeadError kMalformed{400, "The chunked body is malformed."_msg};
}  // namespace

std::optional<HeadError> ChunkedDecoder::size_line(std::string_view line) {
  constexpr int kHex = 16;
  const auto digits = line.substr(0, line.find_first_not_of("0123456789abcdefABCDEF"));
  const auto extension = line.substr(digits.size());
  constexpr std::size_t kMaxDigits = 8;
  if (digits.empty() || digits.size() > kMaxDigits) return kMalformed;
  const auto mark = extension.find_first_not_of(" \t");
  const bool is_plain =
      std::ranges::all_of(extension, [](char c) { return c == '\t' || (c >= 0x20 && c < 0x7F); });
  if (!is_plain || (!extension.empty() && (mark == std::string_view::npos || extension[mark] != ';'))) {
    return kMalformed;
  }
  std::from_chars(digits.data(), digits.data() + digits.size(), left_, kHex);
  if (left_ > max_body_bytes_ - body_bytes_) return HeadError{413, "The body is too large."_msg};
  state_ = left_ == 0 ? State::trailer : State::data;
  return std::nullopt;
}

std::optional<HeadError> ChunkedDecoder::feed(std::string_view input, std::string& body, std::size_t& used) {
  used = 0;
  while (state_ != State::done) {
    const auto rest = input.substr(used);
    if (state_ == State::data) {
      const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(left_, rest.size()));
      body.append(rest.substr(0, taken));
      used += taken;
      left_ -= taken;
      body_bytes_ += taken;
      if (left_ > 0) return std::nullopt;
      state_ = State::data_end;
      continue;
    }
    if (state_ == State::data_end && !rest.empty() && rest.front() != '\r') return kMalformed;
    const auto end = rest.find_first_of("\r\n");
    if (end == std::string_view::npos || end + 1 == rest.size()) {
      const bool is_bare = end != std::string_view::npos && rest[end] == '\n';
      return is_bare || rest.size() > kMaxLine + 1 ? std::optional(kMalformed) : std::nullopt;
    }
    if (end > kMaxLine || rest.substr(end, 2) != "\r\n") return kMalformed;
    const auto line = rest.substr(0, end);
    used += end + 2;
    if (state_ == State::data_end) {
      if (!line.empty()) return kMalformed;
      state_ = State::size;
    } else if (state_ == State::size) {
      if (auto wrong = size_line(line)) return wrong;
    } else if (line.empty()) {
      state_ = State::done;
    } else {
      trailer_bytes_ += line.size();
      if (trailer_bytes_ > kMaxTrailer) return HeadError{431, "The trailer is too large."_msg};
      if (!parse_field_line(line)) return kMalformed;
    }
  }
  return std::nullopt;
}

}  // namespace vitrine::http
