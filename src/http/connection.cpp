#include "http/connection.hpp"

#include <algorithm>
#include <atomic>
#include <ranges>

#include "http/conditional.hpp"

namespace vitrine::http {

namespace {

constexpr std::size_t kReadBytes = 4096;
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::size_t kRestOfLine = 64;  ///< of a request line beside its target: method, version, line end

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

/// Fields whose value is a list (RFC 9110 section 5.3), as far as anybody here reads them.
constexpr std::array<std::string_view, 5> kLists{"accept", "accept-encoding", "accept-language", "if-match",
                                                 "if-none-match"};

/// Puts a list that came in several lines into the first of them.
void join_lists(Exchange& exchange) {
  auto& fields = exchange.request.fields;
  for (const auto name : kLists) {
    const auto is_it = [name](const auto& field) { return field.first == name; };
    if (std::ranges::count_if(fields, is_it) < 2) continue;
    auto& joined = exchange.joined.emplace_front();
    for (const auto& [unused, value] : fields | std::views::filter(is_it)) {
      if (!joined.empty()) joined += ", ";
      joined += value;
    }
    std::ranges::find_if(fields, is_it)->second = joined;
  }
}

/// Bytes that all connections together hold of requests that are not there as a whole, or are being answered.
std::atomic<std::size_t> bytes_held{0};
constexpr std::size_t kMostBytesHeld = std::size_t{64} * 1024 * 1024;

std::string_view view(std::span<const char> bytes) {
  return {bytes.data(), bytes.size()};
}

}  // namespace

Connection::Connection(Workplace& place, int socket, const TlsContext* tls, std::string peer)
    : place_(place), transport_(socket, tls), peer_(std::move(peer)) {
  enter(Phase::idle);
}

Connection::~Connection() {
  if (exchange_) exchange_->asked_by = nullptr;
  bytes_held.fetch_sub(counted_);
}

void Connection::end() {
  if (!is_over_) place_.over.push_back(this);
  is_over_ = true;
}

void Connection::enter(Phase phase) {
  phase_ = phase;
  const auto& options = place_.options;
  const auto limit = [&]() -> Clock::duration {
    switch (phase) {
      case Phase::idle:
        return options.idle_timeout;
      case Phase::head:
        return options.header_timeout;
      case Phase::body:
        return options.body_timeout;
      case Phase::write:
        return options.write_timeout;
      case Phase::linger:
        return std::chrono::seconds(2);
      case Phase::handler:
        break;
    }
    return {};
  }();
  deadline_ = phase == Phase::handler ? Clock::time_point::max() : place_.now + limit;
}

void Connection::ready(bool has_ended) {
  can_read_ = true;
  saw_end_ = saw_end_ || has_ended;
  if (phase_ != Phase::handler) run();
}

void Connection::run() {
  const auto step = [this] {
    switch (phase_) {
      case Phase::idle:
      case Phase::head:
        return step_head();
      case Phase::body:
        return step_body();
      case Phase::write:
        return step_write();
      case Phase::linger:
        return step_linger();
      case Phase::handler:
        break;
    }
    return Step::wait;
  };
  while (!is_over_ && step() == Step::on) {
  }
  stash();
  if (!is_over_) count_memory();
}

/// Refuses what is on its way where all connections together hold too much. A request that arrives in one
/// piece and has no body holds nothing, so pages are answered meanwhile.
void Connection::count_memory() {
  const auto held = kept_.capacity() + (exchange_ ? exchange_->body.capacity() : 0);
  if (held == counted_) return;
  const bool has_grown = held > counted_;
  const auto sum = bytes_held.fetch_add(held - counted_) + (held - counted_);  // wraps where it is less
  counted_ = held;
  if (!has_grown || sum <= kMostBytesHeld || (phase_ != Phase::head && phase_ != Phase::body)) return;
  input_ = {};
  refuse({503, "Too much is being sent here at this moment. Try again soon."});
  run();
}

/// Reads more behind what input_ has.
Connection::Step Connection::fill() {
  if (!can_read_) return Step::wait;
  std::span<char> room = place_.read_buffer;
  if (!input_.empty()) {
    stash();
    const auto had = kept_.size();
    kept_.resize(had + kReadBytes);
    input_ = std::span(kept_).first(had);
    room = std::span(kept_).subspan(had);
  }
  const auto moved = transport_.read(room);
  switch (moved.state) {
    case Moved::State::ok:
      input_ = {input_.empty() ? room.data() : input_.data(), input_.size() + moved.bytes};
      // The socket tells of what comes after a short read; of an end that it has told already it does not.
      if (moved.bytes < room.size() && transport_.short_read_is_all() && !saw_end_) can_read_ = false;
      return Step::on;
    case Moved::State::wait:
      can_read_ = false;
      return Step::wait;
    case Moved::State::ended:
      end();
      break;
  }
  return Step::wait;
}

/// Moves what is left of the input to the connection's own memory, which is none where nothing is left.
void Connection::stash() {
  if (input_.empty()) {
    constexpr std::size_t kLittle = 64;
    if (kept_.capacity() > kLittle) kept_ = std::string();
    kept_.clear();
    input_ = {};
    return;
  }
  if (input_.data() != kept_.data()) {
    // Within kept_ it moves to the front; from elsewhere it is copied.
    const bool is_inside = input_.data() > kept_.data() && input_.data() < kept_.data() + kept_.size();
    if (is_inside) {
      kept_.erase(0, static_cast<std::size_t>(input_.data() - kept_.data()));
    } else {
      kept_.assign(input_.data(), input_.size());
    }
  }
  kept_.resize(input_.size());
  input_ = kept_;
}

Connection::Step Connection::step_head() {
  const auto& options = place_.options;
  // One empty line before a request is forgiven (RFC 9112 section 2.2).
  if (!had_empty_line_ && view(input_).starts_with("\r\n")) {
    input_ = input_.subspan(2);
    had_empty_line_ = true;
  }
  const auto bytes = view(input_);
  if (!bytes.empty() && phase_ == Phase::idle) {
    begun_ = place_.now;
    enter(Phase::head);
  }
  const auto end = bytes.find(kHeadEnd, searched_);
  if (end != std::string_view::npos && end + kHeadEnd.size() <= options.max_header_bytes) {
    take_request(end + kHeadEnd.size());
    return Step::on;
  }
  const auto longest_line = options.max_target_bytes + kRestOfLine;
  const auto refused = [&]() -> std::optional<HeadError> {
    if (bytes.size() > longest_line && bytes.substr(0, longest_line).find('\n') == std::string_view::npos)
      return HeadError{414, "The address is too long."};
    if (bytes.size() >= options.max_header_bytes) return HeadError{431, "The header is too large."};
    if (has_bare_line_feed(bytes, searched_))  // such a head might never end
      return HeadError{400, "A line must end with CR LF, and neither may stand alone."};
    return std::nullopt;
  }();
  if (refused) {
    refuse(*refused);
    return Step::on;
  }
  searched_ = bytes.size() < kHeadEnd.size() ? 0 : bytes.size() - kHeadEnd.size() + 1;
  return fill();
}

/// Parses the head at the front of the input and answers, or goes on to what must come before that.
void Connection::take_request(std::size_t head_bytes) {
  begun_ = place_.now;
  searched_ = 0;
  had_empty_line_ = false;
  const auto head = input_.first(head_bytes);
  const HeadLimits limits{.max_target_bytes = place_.options.max_target_bytes,
                          .max_body_bytes = place_.options.max_body_bytes};
  auto& request = place_.request;
  const auto wrong = parse_head(head, limits, request, place_.framing);
  is_head_request_ = request.method == "HEAD";
  is_http_1_0_ = place_.framing.is_http_1_0;
  keep_alive_ = place_.framing.keep_alive;
  if (wrong) {
    input_ = input_.subspan(head_bytes);
    return refuse(*wrong);
  }
  if (answer_from_memory()) {
    input_ = input_.subspan(head_bytes);
    return;
  }
  // The application may take its time: the request gets memory of its own.
  exchange_ = std::make_shared<Exchange>();
  exchange_->asked_by = this;
  exchange_->head.assign(head.data(), head.size());
  input_ = input_.subspan(head_bytes);
  static_cast<void>(parse_head(exchange_->head, limits, exchange_->request, exchange_->framing));
  exchange_->request.peer = peer_;
  join_lists(*exchange_);
  const auto& framing = exchange_->framing;
  if (!framing.has_body()) return dispatch();
  if (framing.wants_continue && input_.empty()) {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    const auto moved = transport_.write(kContinue, {});
    if (moved.bytes != kContinue.size()) {  // nothing was sent before on this connection that could fill it
      end();
      return;
    }
  }
  chunks_.reset();
  if (framing.is_chunked) chunks_.emplace(place_.options.max_body_bytes);
  enter(Phase::body);
}

bool Connection::answer_from_memory() {
  auto asked = read_asked(place_.request, place_.framing);
  if (asked.has_credential) asked.credential = place_.application->credential(place_.request);
  place_.memo.enter(place_.application->epoch());
  const auto* found = place_.memo.find(place_.request, asked);
  if (found == nullptr) return false;
  const auto& answer = **found;
  const bool is_match = !matches_none(asked.if_none_match, answer.etag);
  place_.statistics.remembered.add();
  send_remembered(*found, is_match);
  const bool has_body = !is_match && !is_head_request_;
  log(place_.request.method, place_.request.path, is_match ? 304 : 200, has_body ? answer.body.size() : 0,
      trace_id(asked.traceparent));
  return true;
}

Connection::Step Connection::step_body() {
  auto& exchange = *exchange_;
  if (chunks_) {
    std::size_t used = 0;
    const auto wrong = chunks_->feed(view(input_), exchange.body, used);
    input_ = input_.subspan(used);
    if (wrong) {
      refuse(*wrong);
      return Step::on;
    }
    if (!chunks_->is_done()) return fill();
  } else {
    const auto take = std::min<std::uint64_t>(exchange.framing.length - exchange.body.size(), input_.size());
    exchange.body.append(input_.data(), take);
    input_ = input_.subspan(take);
    if (exchange.body.size() < exchange.framing.length) return fill();
  }
  exchange.request.body = exchange.body;
  dispatch();
  return Step::on;
}

void Connection::dispatch() {
  enter(Phase::handler);
  place_.dispatch(exchange_);
}

void Connection::answered(Exchange& exchange) {
  const auto& response = exchange.response;
  const auto& request = exchange.request;
  if (response.representation && response.reusable_in != 0) {
    auto asked = read_asked(request, exchange.framing);
    if (asked.has_credential) asked.credential = place_.application->credential(request);
    place_.memo.keep(request, asked, response.reusable_in, response.representation);
  }
  const auto size = is_head_request_ || has_no_content(response.status) ? 0 : response.body_bytes();
  send(response, false);
  log(request.method, request.path, response.status, size, trace_id(request.field("traceparent")));
  exchange.asked_by = nullptr;
  exchange_.reset();
  run();
}

void Connection::begin_head(unsigned status) {
  auto& head = place_.head;
  switch (status) {
    case 200:
      head = "HTTP/1.1 200 OK";
      break;
    case 304:
      head = "HTTP/1.1 304 Not Modified";
      break;
    default:
      head = "HTTP/1.1 ";
      head += std::to_string(status);
      head += ' ';
      head += reason_phrase(status);
  }
  head += place_.date_field();
}

void Connection::end_head(bool is_last) {
  auto& head = place_.head;
  if (is_last) {
    head += "\r\nConnection: close";
  } else if (is_http_1_0_) {
    head += "\r\nConnection: keep-alive";
  }
  head += kHeadEnd;
}

void Connection::send_remembered(const std::shared_ptr<const Representation>& representation, bool is_match) {
  const bool is_last = !keep_alive_ || finishing_;
  begin_head(is_match ? 304 : 200);
  place_.head += is_match ? representation->fields_304 : representation->fields;
  end_head(is_last);
  const bool has_body = !is_match && !is_head_request_;
  begin_write(has_body ? std::string_view(representation->body) : std::string_view{}, representation,
              is_last);
}

void Connection::send(const Response& response, bool is_last) {
  is_last = is_last || !keep_alive_ || finishing_;
  if (response.representation) {
    return send_remembered(response.representation, response.status == 304);
  }
  begin_head(response.status);
  append_fields(place_.head, response.fields);
  if (!has_no_content(response.status)) {
    place_.head += "\r\nContent-Length: ";
    place_.head += std::to_string(response.body_bytes());
  }
  end_head(is_last);
  const bool has_body = response.body && !is_head_request_ && !has_no_content(response.status);
  begin_write(has_body ? std::string_view(*response.body) : std::string_view{}, response.body, is_last);
}

/// Writes what the socket takes, and keeps the rest for later.
void Connection::begin_write(std::string_view body, std::shared_ptr<const void> hold, bool is_last) {
  is_last_ = is_last;
  enter(Phase::write);
  const auto moved = transport_.write(place_.head, body);
  if (moved.state == Moved::State::ended) {
    end();
    return;
  }
  const auto of_head = std::min(moved.bytes, place_.head.size());
  const auto of_body = moved.bytes - of_head;
  if (of_head == place_.head.size() && of_body == body.size()) return;
  out_head_.assign(place_.head, of_head);
  out_body_ = body.substr(of_body);
  out_hold_ = std::move(hold);
}

Connection::Step Connection::step_write() {
  while (!out_head_.empty() || !out_body_.empty()) {
    const auto moved = transport_.write(out_head_, out_body_);
    if (moved.state == Moved::State::wait) return Step::wait;
    if (moved.state == Moved::State::ended) {
      end();
      return Step::wait;
    }
    const auto of_head = std::min(moved.bytes, out_head_.size());
    out_head_.erase(0, of_head);
    out_body_.remove_prefix(moved.bytes - of_head);
  }
  out_hold_.reset();
  if (is_last_) {
    // A close with bytes unread would reset the connection under the answer (RFC 9112 section 9.6).
    transport_.end_writing();
    dropped_ = 0;
    enter(Phase::linger);
    return Step::on;
  }
  enter(Phase::idle);
  return Step::on;
}

Connection::Step Connection::step_linger() {
  // Room for the rest of a body that was refused as too large.
  constexpr std::size_t kLeast = 256 * 1024;
  const auto max_dropped = kLeast + 4 * place_.options.max_body_bytes;
  dropped_ += input_.size();
  input_ = {};
  if (dropped_ > max_dropped) end();
  return is_over_ ? Step::wait : fill();
}

void Connection::refuse(HeadError error) {
  if (exchange_) exchange_->asked_by = nullptr;
  exchange_.reset();
  auto response = make_problem(error.status, reason_phrase(error.status), error.detail);
  if (error.status == 503) response.set("Retry-After", "5");
  send(response, true);
  log("-", "-", error.status, is_head_request_ ? 0 : response.body_bytes(), {});  // unread, so not logged
}

void Connection::turn_away() {
  auto response = make_problem(503, reason_phrase(503), "Too many connections are open. Try again soon.");
  response.set("Retry-After", "5");
  begun_ = place_.now;
  send(response, true);
  log("-", "-", 503, response.body_bytes(), {});
  run();
}

void Connection::sweep(Clock::time_point now) {
  if (now < deadline_ || is_over_) return;
  // A late request still gets its answer. Elsewhere nothing is left to say.
  if (phase_ != Phase::head && phase_ != Phase::body) {
    end();
    return;
  }
  place_.statistics.timed_out.add();
  const bool is_body = phase_ == Phase::body;
  if (!is_body) is_head_request_ = false;
  refuse({408, is_body ? "The body did not arrive in time." : "The header did not arrive in time."});
  run();
}

void Connection::finish(Clock::time_point idle_until) {
  finishing_ = true;
  if (phase_ == Phase::idle) deadline_ = std::min(deadline_, idle_until);
}

void Connection::log(std::string_view method, std::string_view path, unsigned status, std::size_t bytes,
                     std::string_view trace) {
  place_.now = Clock::now();
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(place_.now - begun_);
  place_.statistics.answered(status, bytes, took);
  if (!place_.options.access_log) return;
  const auto& secret = place_.options.secret_path;
  if (!secret.empty() && path.starts_with(secret)) path = secret;
  place_.log.add(
      {.method = method, .path = path, .status = status, .bytes = bytes, .took = took, .trace_id = trace},
      place_.time_of_day());
}

}  // namespace vitrine::http
