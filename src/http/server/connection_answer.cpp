// A connection's output: answers from the cache or from the application, and refusals.

#include "http/message/conditional.hpp"
#include "http/message/problem.hpp"
#include "http/server/connection.hpp"

namespace vitrine::http {

namespace {

/// RFC 9110 sections 6.4.1 and 15: responses with these statuses have no content, whatever their fields say.
bool has_no_content(unsigned status) {
  return status < 200 || status == 204 || status == 304;
}

}  // namespace

/// Reads the parts of the request that decide whether the cache may answer it, and with what.
Asked Connection::read_question(const Request& request, const Framing& framing) {
  auto asked = read_asked(request, framing);
  if (!asked.is_plain) return asked;
  context_.added.clear();
  asked.is_plain = context_.application->add_to_key(request, context_.added);
  asked.added = context_.added;
  return asked;
}

bool Connection::answer_from_memory() {
  const auto asked = read_question(context_.request, context_.framing);
  context_.cache.enter(context_.application->epoch());
  const auto* found = context_.cache.find(context_.request, asked);
  if (found == nullptr) return false;
  const auto& answer = **found;
  const bool is_match = !matches_none(asked.if_none_match, answer.etag);
  context_.statistics.remembered.add();
  send_remembered(*found, is_match);
  const bool has_body = !is_match && !is_head_request_;
  log(context_.request.method, context_.request.path, is_match ? 304 : 200, has_body ? answer.body.size() : 0,
      trace_id(asked.traceparent));
  return true;
}

void Connection::answered(Exchange& exchange) {
  if (exchange.stage == Exchange::Stage::admission) {
    admitted();
    return run();
  }
  take_answer(exchange);
  run();
}

void Connection::take_answer(Exchange& exchange) {
  const auto response = std::move(exchange.response);  // so that nobody else here owns the sent memory
  const auto& request = exchange.request;
  if (response.representation && response.reusable_in != 0) {
    context_.cache.keep(request, read_question(request, exchange.framing), response.reusable_in,
                        response.representation);
  }
  answer(exchange, response, false);
}

/// Sends the application's answer to a request, and releases the request.
void Connection::answer(Exchange& exchange, const Response& response, bool is_last) {
  const auto& request = exchange.request;
  const auto size = is_head_request_ || has_no_content(response.status) ? 0 : response.body_bytes();
  send(response, is_last);
  log(request.method, request.path, response.status, size, trace_id(request.field("traceparent")));
  exchange.asked_by = nullptr;
  exchange_.reset();
}

void Connection::begin_head(unsigned status) {
  auto& head = context_.head;
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
  head += context_.date_field();
}

void Connection::end_head(bool is_last) {
  auto& head = context_.head;
  if (is_last) {
    head += "\r\nConnection: close";
  } else if (is_http_1_0_) {
    head += "\r\nConnection: keep-alive";
  }
  head += "\r\n\r\n";
}

void Connection::send_remembered(const std::shared_ptr<const Representation>& representation, bool is_match) {
  const bool is_last = !keep_alive_ || finishing_;
  begin_head(is_match ? 304 : 200);
  context_.head += is_match ? representation->fields_304 : representation->fields;
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
  append_fields(context_.head, response.fields);
  if (!has_no_content(response.status)) {
    context_.head += "\r\nContent-Length: ";
    context_.head += std::to_string(response.body_bytes());
  }
  end_head(is_last);
  const bool has_body = response.body && !is_head_request_ && !has_no_content(response.status);
  begin_write(has_body ? response.content() : std::string_view{}, response.body, is_last);
}

/// Writes as much as the socket accepts, and keeps the rest for later.
void Connection::begin_write(std::string_view body, std::shared_ptr<const void> hold, bool is_last) {
  is_last_ = is_last;
  enter(Phase::write);
  const auto moved = transport_.write(context_.head, body);
  if (moved.state == Moved::State::ended) {
    end();
    return;
  }
  const auto of_head = std::min(moved.bytes, context_.head.size());
  const auto of_body = moved.bytes - of_head;
  if (of_head == context_.head.size() && of_body == body.size()) return;
  out_head_.assign(context_.head, of_head);
  out_body_ = body.substr(of_body);
  out_bytes_ = body.size();
  has_written_ = true;
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
    has_written_ = has_written_ || moved.bytes > 0;
    const auto of_head = std::min(moved.bytes, out_head_.size());
    out_head_.erase(0, of_head);
    out_body_.remove_prefix(moved.bytes - of_head);
  }
  out_hold_.reset();
  if (is_last_) {
    // Closing with unread bytes would reset the connection before the client has the answer (RFC 9112 section
    // 9.6).
    transport_.end_writing();
    dropped_ = 0;
    enter(Phase::linger);
    return Step::on;
  }
  enter(Phase::idle);
  return Step::on;
}

void Connection::refuse(HeadError error, std::string_view language) {
  if (exchange_) language = answer_language(exchange_->request);
  if (exchange_) exchange_->asked_by = nullptr;
  exchange_.reset();
  auto response = make_problem(error.status, Message(error.detail), language);
  if (error.status == 503) response.set("Retry-After", "5");
  send(response, true);
  log("-", "-", error.status, is_head_request_ ? 0 : response.body_bytes(), {});  // the request was not read,
                                                                                  // so it is not logged
}

/// Refuses the body of a request as too large, with the application's response.
void Connection::refuse_body(Exchange& exchange) {
  answer(exchange, context_.application->too_large(exchange.request), true);
}

void Connection::turn_away() {
  auto response = make_problem(503, "Too many connections are open. Try again soon."_msg, {});
  response.set("Retry-After", "5");
  begun_ = context_.now;
  send(response, true);
  log("-", "-", 503, response.body_bytes(), {});
  run();
}

void Connection::log(std::string_view method, std::string_view path, unsigned status, std::size_t bytes,
                     std::string_view trace) {
  context_.now = Clock::now();
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(context_.now - begun_);
  context_.statistics.answered(status, bytes, took);
  if (!context_.options.access_log) return;
  const auto& secret = context_.options.secret_path;
  if (!secret.empty() && path.starts_with(secret)) path = secret;
  context_.log.add(
      {.method = method, .path = path, .status = status, .bytes = bytes, .took = took, .trace_id = trace},
      context_.time_of_day());
}

}  // namespace vitrine::http
