#include "http/connection.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <exception>

#include "base/log.hpp"
#include "base/time.hpp"
#include "http/chunked.hpp"

namespace vitrine::http {

namespace asio = boost::asio;

namespace {

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kReadBytes = 4096;
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::size_t kRestOfLine = 64;  ///< of a request line beside its target: method, version, line end

/// The Date field's value; made once a second for each thread.
std::string_view date_now() {
  thread_local base::TimePoint made{};
  thread_local std::string text;
  const auto now = base::now();
  if (now - made >= std::chrono::seconds(1) || now < made) {
    made = std::chrono::floor<std::chrono::seconds>(now);
    text = base::format_http_date(now);
  }
  return text;
}

bool has_bare_line_feed(std::string_view bytes, std::size_t from) {
  for (auto at = bytes.find('\n', from); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
    if (at == 0 || bytes[at - 1] != '\r') return true;
  }
  return false;
}

/// RFC 9110 sections 6.4.1 and 15: these have no content whatever their fields say.
bool has_no_content(unsigned status) {
  return status < 200 || status == 204 || status == 304;
}

/// Appends a field's value. A line end in it would let whoever chose the value write fields of their own:
/// such bytes become spaces (RFC 9110 section 5.5).
void append_value(std::string& head, std::string_view value) {
  const auto from = static_cast<std::ptrdiff_t>(head.size());
  head += value;
  std::replace_if(
      head.begin() + from, head.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
}

}  // namespace

Connection::Connection(Socket socket, const ServerOptions& options, const Handler& handler)
    : socket_(std::move(socket)), options_(options), handler_(handler) {
  boost::system::error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  const auto peer = socket_.remote_endpoint(ignored);
  if (!ignored) request_.peer = peer.address().to_string();
  enter(Phase::idle);
}

void Connection::enter(Phase phase) {
  phase_ = phase;
  timed_out_ = false;
  switch (phase) {
    case Phase::idle:
      deadline_ = Clock::now() + options_.idle_timeout;
      break;
    case Phase::head:
      deadline_ = Clock::now() + options_.header_timeout;
      break;
    case Phase::body:
      deadline_ = Clock::now() + options_.body_timeout;
      break;
    case Phase::write:
      deadline_ = Clock::now() + options_.write_timeout;
      break;
    case Phase::linger:
      deadline_ = Clock::now() + std::chrono::seconds(2);
      break;
    case Phase::handler:
      deadline_ = Clock::time_point::max();
      break;
  }
}

void Connection::sweep(Clock::time_point now) {
  if (now < deadline_) return;
  timed_out_ = true;
  // A late request still gets its answer. Elsewhere nothing is left to say, and closing also ends what a
  // cancellation would miss: an operation that is to begin.
  if (phase_ != Phase::head && phase_ != Phase::body) return cut();
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

void Connection::finish() {
  finishing_ = true;
  boost::system::error_code ignored;
  if (phase_ == Phase::idle) socket_.cancel(ignored);
}

void Connection::cut() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

std::string_view Connection::buffered() const {
  return std::string_view(buffer_).substr(begin_, end_ - begin_);
}

asio::awaitable<bool> Connection::read_more() {
  if (begin_ > 0 && begin_ == end_) begin_ = end_ = 0;
  if (buffer_.size() - end_ < kReadBytes) {
    if (begin_ > 0) {
      std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
                buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
      end_ -= begin_;
      begin_ = 0;
    }
    if (buffer_.size() - end_ < kReadBytes) buffer_.resize(end_ + kReadBytes);
  }
  const auto [failed, count] =
      co_await socket_.async_read_some(asio::buffer(buffer_.data() + end_, buffer_.size() - end_), kAwait);
  end_ += count;
  co_return !failed && !timed_out_;  // a read that ended just as its time ran out was not cancelled
}

/// Size of the next head in the buffer; nothing where the connection has ended or was answered.
asio::awaitable<std::optional<std::size_t>> Connection::read_head() {
  std::size_t searched = 0;
  bool had_empty_line = false;
  while (true) {
    // One empty line before a request is forgiven (RFC 9112 section 2.2).
    if (!had_empty_line && buffered().starts_with("\r\n")) {
      begin_ += 2;
      had_empty_line = true;
    }
    const auto bytes = buffered();
    if (!bytes.empty() && phase_ == Phase::idle) enter(Phase::head);
    const auto end = bytes.find(kHeadEnd, searched);
    if (end != std::string_view::npos && end + kHeadEnd.size() <= options_.max_header_bytes) {
      co_return end + kHeadEnd.size();
    }
    const auto longest_line = options_.max_target_bytes + kRestOfLine;
    if (bytes.size() > longest_line && bytes.substr(0, longest_line).find('\n') == std::string_view::npos) {
      co_await refuse({414, "The address is too long."});
      co_return std::nullopt;
    }
    if (bytes.size() >= options_.max_header_bytes) {
      co_await refuse({431, "The header is too large."});
      co_return std::nullopt;
    }
    if (has_bare_line_feed(bytes, searched)) {  // such a head might never end
      co_await refuse({400, "A line must end with CR LF, and neither may stand alone."});
      co_return std::nullopt;
    }
    searched = bytes.size() < kHeadEnd.size() ? 0 : bytes.size() - kHeadEnd.size() + 1;
    if (!co_await read_more()) {
      if (timed_out_ && phase_ == Phase::head) co_await refuse({408, "The header did not arrive in time."});
      co_return std::nullopt;
    }
  }
}

asio::awaitable<bool> Connection::read_chunked(std::string& content) {
  ChunkedDecoder decoder(options_.max_body_bytes);
  while (true) {
    std::size_t used = 0;
    const auto wrong = decoder.feed(buffered(), content, used);
    begin_ += used;
    if (wrong) {
      co_await refuse(*wrong);
      co_return false;
    }
    if (decoder.is_done()) co_return true;
    if (!co_await read_more()) co_return false;
  }
}

/// Reads the body; `content` holds it where it had to be put together.
asio::awaitable<bool> Connection::read_body(std::string& content) {
  if (framing_.wants_continue && buffered().empty()) {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    const auto [failed, count] = co_await asio::async_write(socket_, asio::buffer(kContinue), kAwait);
    if (failed) co_return false;
  }
  if (framing_.is_chunked) co_return co_await read_chunked(content);
  while (content.size() < framing_.length) {
    const auto take = std::min<std::uint64_t>(framing_.length - content.size(), buffered().size());
    content.append(buffered().substr(0, take));
    begin_ += take;
    if (content.size() < framing_.length && !co_await read_more()) co_return false;
  }
  co_return true;
}

asio::awaitable<Response> Connection::ask_handler() {
  std::string fault;
  try {
    co_return co_await handler_(request_);
  } catch (const std::exception& error) {
    fault = error.what();
  }
  base::log_error("a handler failed", {{"path", request_.path}, {"reason", fault}});
  co_return make_problem(500, "Internal Server Error", "The fault is on this side and has been logged.");
}

bool Connection::sends_body(const Response& response) const {
  return response.body && request_.method != "HEAD" && !has_no_content(response.status);
}

void Connection::make_head(const Response& response, bool keep_alive) {
  auto& head = response_head_;
  head = "HTTP/1.1 ";
  head += std::to_string(response.status);
  head += ' ';
  head += reason_phrase(response.status);
  head += "\r\nDate: ";
  head += date_now();
  for (const auto& [name, value] : response.fields) {
    head += "\r\n";
    head += name;
    head += ": ";
    append_value(head, value);
  }
  if (!has_no_content(response.status)) {
    head += "\r\nContent-Length: ";
    head += std::to_string(response.body ? response.body->size() : 0);
  }
  if (!keep_alive) {
    head += "\r\nConnection: close";
  } else if (framing_.is_http_1_0) {
    head += "\r\nConnection: keep-alive";
  }
  head += kHeadEnd;
}

asio::awaitable<bool> Connection::write(const Response& response, bool keep_alive) {
  enter(Phase::write);
  make_head(response, keep_alive);
  const std::array<asio::const_buffer, 2> parts{
      asio::buffer(response_head_),
      sends_body(response) ? asio::buffer(*response.body) : asio::const_buffer{}};
  const auto [failed, count] = co_await asio::async_write(socket_, parts, kAwait);
  co_return !failed;
}

asio::awaitable<void> Connection::refuse(HeadError error) {
  co_await answer_last(make_problem(error.status, reason_phrase(error.status), error.detail));
}

asio::awaitable<void> Connection::answer_last(Response response) {
  const auto begun = Clock::now();
  request_.path = "-";  // what could not be read is not logged
  if (co_await write(response, false)) co_await linger();
  log(response, begun);
}

asio::awaitable<void> Connection::turn_away() {
  auto response = make_problem(503, reason_phrase(503), "Too many connections are open. Try again soon.");
  response.set("Retry-After", "5");
  co_await answer_last(std::move(response));
  cut();
}

/// Closes so that the client can read the last answer: a close with bytes unread would reset the connection
/// under it (RFC 9112 section 9.6).
asio::awaitable<void> Connection::linger() {
  enter(Phase::linger);
  boost::system::error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  // Room for the rest of a body that was refused as too large; what was read before is not needed any more.
  constexpr std::size_t kLeast = 256 * 1024;
  const auto max_scrap = kLeast + 4 * options_.max_body_bytes;
  if (buffer_.size() < kReadBytes) buffer_.resize(kReadBytes);
  for (std::size_t dropped = 0; dropped < max_scrap;) {
    const auto [failed, count] = co_await socket_.async_read_some(asio::buffer(buffer_), kAwait);
    if (failed) break;
    dropped += count;
  }
}

void Connection::log(const Response& response, Clock::time_point begun) const {
  if (!options_.access_log) return;
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun).count();
  base::log_info("request", {{"method", std::string(request_.method)},
                             {"path", request_.path},
                             {"status", std::to_string(response.status)},
                             {"bytes", std::to_string(sends_body(response) ? response.body->size() : 0)},
                             {"us", std::to_string(took)}});
}

asio::awaitable<void> Connection::serve() {
  const HeadLimits limits{.max_target_bytes = options_.max_target_bytes,
                          .max_body_bytes = options_.max_body_bytes};
  while (!finishing_) {
    enter(Phase::idle);
    request_.method = {};
    const auto size = co_await read_head();
    if (!size) break;
    const auto begun = Clock::now();
    // The head moves out of the read buffer's way: reading the body may move what is in the buffer.
    request_head_.assign(buffer_, begin_, *size);
    begin_ += *size;
    if (const auto wrong = parse_head(request_head_, limits, request_, framing_)) {
      co_await refuse(*wrong);
      break;
    }
    std::string content;
    if (framing_.has_body()) {
      enter(Phase::body);
      if (!co_await read_body(content)) {
        if (timed_out_) co_await refuse({408, "The body did not arrive in time."});
        break;
      }
      request_.body = content;
    }
    enter(Phase::handler);
    const auto response = co_await ask_handler();
    const bool keep_alive = framing_.keep_alive && !finishing_;
    const bool sent = co_await write(response, keep_alive);
    log(response, begun);
    if (!sent) break;
    if (!keep_alive || finishing_) {
      co_await linger();
      break;
    }
  }
  cut();
}

}  // namespace vitrine::http
