#include "http/server/connection.hpp"
#include "http/message/problem.hpp"

#include <algorithm>
#include <limits>
#include <ranges>
#include <utility>

namespace vitrine::http {

namespace {

constexpr std::size_t kReadBytes = 4096;
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::size_t kRestOfLine = 64;  ///< a request line without its target: method, version, line end

bool has_bare_line_feed(std::string_view bytes, std::size_t from) {
  for (auto at = bytes.find('\n', from); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
    if (at == 0 || bytes[at - 1] != '\r') return true;
  }
  return false;
}

/// List-valued fields (RFC 9110 section 5.3) that the program reads.
constexpr std::array<std::string_view, 5> kLists{"accept", "accept-encoding", "accept-language", "if-match",
                                                 "if-none-match"};

/// Joins a list that came in several lines into its first line.
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

constexpr HeadError kTooMuch{503, "Too much is being sent here at this moment. Try again soon."_msg};

std::string_view view(std::span<const char> bytes) {
  return {bytes.data(), bytes.size()};
}

}  // namespace

/// Updates the request's share of the memory budget. False if it has grown and the budget is exceeded.
bool Exchange::count() {
  return share.hold(head.capacity() + body.capacity() +
                    request.fields.capacity() * sizeof request.fields.front());
}

Connection::Connection(WorkerContext& context, int socket, const TlsContext* tls, std::string peer)
    : context_(context),
      transport_(socket, tls),
      peer_(std::move(peer)),
      is_by_proxy_(context.application->is_proxy(peer_)),
      share_(context.budget) {
  enter(Phase::idle);
}

Connection::~Connection() {
  if (exchange_) exchange_->asked_by = nullptr;
}

void Connection::end() {
  if (!is_over_) context_.over.push_back(this);
  is_over_ = true;
  out_body_ = {};
  out_hold_.reset();
  share_.hold(kept_.capacity());
}

bool Connection::gives_way_before(const Connection& other) const {
  return std::pair(phase_ != Phase::idle, since_) < std::pair(other.phase_ != Phase::idle, other.since_);
}

void Connection::give_way() {
  end();
  transport_.close();
}

void Connection::enter(Phase phase) {
  phase_ = phase;
  since_ = context_.now;
  const auto& options = context_.options;
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
      case Phase::admission:
      case Phase::handler:
        break;
    }
    return {};
  }();
  deadline_ = limit == Clock::duration{} ? Clock::time_point::max() : context_.now + limit;
}

void Connection::ready(bool has_ended) {
  can_read_ = true;
  saw_end_ = saw_end_ || has_ended;
  if (!is_with_application()) run();
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
      case Phase::admission:
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

/// Refuses or ends a request or answer that has grown while the budget is exceeded. A request in one piece
/// without a body has reached the application by then, so pages are still served.
void Connection::count_memory() {
  // Several connections may share an answer in memory: each counts its part.
  const auto waiting = out_hold_ ? out_bytes_ / static_cast<std::size_t>(out_hold_.use_count()) : 0;
  bool fits = share_.hold(kept_.capacity() + waiting);
  const bool is_arriving = phase_ == Phase::head || phase_ == Phase::body || phase_ == Phase::admission;
  if (exchange_ && is_arriving) fits = exchange_->count() && fits;
  if (fits) return;
  if (is_arriving) {
    input_ = {};
    refuse(kTooMuch);
    run();
  } else if (phase_ == Phase::write && out_hold_.use_count() == 1) {
    end();
  }
}

/// Reads more behind the bytes of input_.
Connection::Step Connection::fill() {
  if (!can_read_) return Step::wait;
  std::span<char> room = context_.read_buffer;
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
      // The socket signals data that comes after a short read; it does not signal again an end that it has
      // already signalled.
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

/// Moves the remaining input to the connection's own memory, which is freed if nothing remains.
void Connection::stash() {
  if (input_.empty()) {
    constexpr std::size_t kLittle = 64;
    if (kept_.capacity() > kLittle) kept_ = std::string();
    kept_.clear();
    input_ = {};
    return;
  }
  if (input_.data() != kept_.data()) {
    // Within kept_ it moves to the front; from the thread's buffer it is copied.
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
  const auto& options = context_.options;
  // One empty line before a request is allowed (RFC 9112 section 2.2).
  if (!had_empty_line_ && view(input_).starts_with("\r\n")) {
    input_ = input_.subspan(2);
    had_empty_line_ = true;
  }
  const auto bytes = view(input_);
  if (!bytes.empty() && phase_ == Phase::idle) {
    begun_ = context_.now;
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
      return HeadError{414, "The address is too long."_msg};
    if (bytes.size() >= options.max_header_bytes) return HeadError{431, "The header is too large."_msg};
    if (has_bare_line_feed(bytes, searched_))  // such a head might never end
      return HeadError{400, "A line must end with CR LF, and neither may stand alone."_msg};
    return std::nullopt;
  }();
  if (refused) {
    refuse(*refused);
    return Step::on;
  }
  searched_ = bytes.size() < kHeadEnd.size() ? 0 : bytes.size() - kHeadEnd.size() + 1;
  return fill();
}

/// Parses the head at the front of the input and answers, or starts the step that must come before the
/// answer.
void Connection::take_request(std::size_t head_bytes) {
  begun_ = context_.now;
  searched_ = 0;
  had_empty_line_ = false;
  const auto head = input_.first(head_bytes);
  // The maximum body size is known once the application has seen the head: admitted().
  const HeadLimits limits{.max_target_bytes = context_.options.max_target_bytes,
                          .max_body_bytes = std::numeric_limits<std::size_t>::max()};
  auto& request = context_.request;
  const auto wrong = parse_head(head, limits, request, context_.framing);
  is_head_request_ = request.method == "HEAD";
  is_http_1_0_ = context_.framing.is_http_1_0;
  keep_alive_ = context_.framing.keep_alive;
  request.is_by_proxy = is_by_proxy_;
  if (wrong) {
    const auto language = answer_language(std::string_view(head.data(), head.size()));
    input_ = input_.subspan(head_bytes);
    return refuse(*wrong, language);
  }
  if (answer_from_memory()) {
    input_ = input_.subspan(head_bytes);
    return;
  }
  // The application may take its time: the request gets its own memory.
  exchange_ = std::make_shared<Exchange>(context_.budget);
  exchange_->asked_by = this;
  exchange_->head.assign(head.data(), head.size());
  input_ = input_.subspan(head_bytes);
  static_cast<void>(parse_head(exchange_->head, limits, exchange_->request, exchange_->framing));
  exchange_->request.peer = peer_;
  exchange_->request.is_by_proxy = is_by_proxy_;
  join_lists(*exchange_);
  const bool fits = exchange_->count();
  const bool has_body = exchange_->framing.has_body();
  if (!fits && (has_body || head_bytes > kReadBytes)) return refuse(kTooMuch);
  exchange_->stage = has_body ? Exchange::Stage::admission : Exchange::Stage::answer;
  dispatch();
}

/// Continues a request with a body, once the application has seen its head.
void Connection::admitted() {
  auto& exchange = *exchange_;
  const auto& framing = exchange.framing;
  if (const auto& refusal = exchange.admission.refusal) return answer(exchange, *refusal, true);
  const auto most = std::min(exchange.admission.max_body_bytes, context_.options.max_body_bytes);
  if (framing.length > most) return refuse_body(exchange);
  exchange.body.reserve(framing.length);
  if (!exchange.count()) return refuse(kTooMuch);
  if (framing.wants_continue && input_.empty()) {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    const auto moved = transport_.write(kContinue, {});
    if (moved.bytes != kContinue.size()) {  // nothing was sent before on this connection that could fill its
                                            // buffer
      end();
      return;
    }
  }
  chunks_.reset();
  if (framing.is_chunked) chunks_.emplace(most);
  enter(Phase::body);
}

Connection::Step Connection::step_body() {
  auto& exchange = *exchange_;
  if (chunks_) {
    std::size_t used = 0;
    const auto wrong = chunks_->feed(view(input_), exchange.body, used);
    input_ = input_.subspan(used);
    if (wrong) {
      if (wrong->status == 413) {
        refuse_body(exchange);
      } else {
        refuse(*wrong);
      }
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
  exchange.stage = Exchange::Stage::answer;
  dispatch();
  return Step::on;
}

void Connection::dispatch() {
  enter(exchange_->stage == Exchange::Stage::admission ? Phase::admission : Phase::handler);
  context_.dispatch(exchange_);
}

Connection::Step Connection::step_linger() {
  // Allowance for the rest of a body that was refused as too large.
  constexpr std::size_t kLeast = 256 * 1024;
  const auto max_dropped = kLeast + 4 * context_.options.max_body_bytes;
  dropped_ += input_.size();
  input_ = {};
  if (dropped_ > max_dropped) end();
  return is_over_ ? Step::wait : fill();
}

void Connection::sweep(Clock::time_point now) {
  if (is_over_) return;
  if (phase_ == Phase::write && now < deadline_) {
    count_memory();  // others may have released what this one waits to send
    if (context_.budget.is_exceeded() && !has_written_) end();
    has_written_ = false;
  }
  if (now < deadline_ || is_over_) return;
  // A late request still gets its answer. In other phases there is nothing to answer.
  if (phase_ != Phase::head && phase_ != Phase::body) {
    end();
    return;
  }
  context_.statistics.timed_out.add();
  const bool is_body = phase_ == Phase::body;
  if (!is_body) is_head_request_ = false;
  refuse({408, is_body ? "The body did not arrive in time."_msg : "The header did not arrive in time."_msg});
  run();
}

void Connection::finish(Clock::time_point idle_until) {
  finishing_ = true;
  if (phase_ == Phase::idle) deadline_ = std::min(deadline_, idle_until);
}

}  // namespace vitrine::http
