#pragma once
// The chunked transfer coding (RFC 9112 section 7.1).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/message/request_head.hpp"

namespace vitrine::http {

/// Decodes a body that arrives in pieces. Extensions are checked and ignored, trailer fields checked and
/// dropped.
class ChunkedDecoder {
 public:
  explicit ChunkedDecoder(std::size_t max_body_bytes) : max_body_bytes_(max_body_bytes) {}

  /// Decodes as much of `input` as it can and appends content to `body`. Sets `used` to the consumed bytes;
  /// the caller passes the others again, with more behind them. Returns the error, if there is one.
  std::optional<HeadError> feed(std::string_view input, std::string& body, std::size_t& used);

  /// Whether the whole body has arrived.
  [[nodiscard]] bool is_done() const { return state_ == State::done; }

 private:
  enum class State { size, data, data_end, trailer, done };

  std::optional<HeadError> size_line(std::string_view line);

  State state_ = State::size;
  std::uint64_t left_ = 0;  ///< remaining bytes of the current chunk
  std::size_t max_body_bytes_;
  std::size_t body_bytes_ = 0;
  std::size_t trailer_bytes_ = 0;
};

}  // namespace vitrine::http
