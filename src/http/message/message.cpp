#include "http/message/message.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/encoding.hpp"
#include "base/message.hpp"

namespace vitrine::http {

namespace {

std::optional<std::string> decode_form(std::string_view text) {
  std::string spaced(text);
  std::ranges::replace(spaced, '+', ' ');
  return base::percent_decode(spaced);
}

}  // namespace

std::string_view Request::field(std::string_view name) const {
  const auto at = std::ranges::find(fields, name, &decltype(fields)::value_type::first);
  return at == fields.end() ? std::string_view{} : at->second;
}

std::string query_parameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const auto equals = std::min(pair.find('='), pair.size());
    if (decode_form(pair.substr(0, equals)) != name) continue;
    return decode_form(equals < pair.size() ? pair.substr(equals + 1) : std::string_view{}).value_or("");
  }
  return {};
}

std::string_view Response::field(std::string_view name) const {
  const auto at = std::ranges::find(fields, name, &decltype(fields)::value_type::first);
  return at == fields.end() ? std::string_view{} : at->second;
}

Response& Response::set(std::string_view name, std::string_view value) {
  const auto at = std::ranges::find(fields, name, &decltype(fields)::value_type::first);
  if (at != fields.end()) {
    at->second = value;
  } else {
    fields.emplace_back(name, value);
  }
  return *this;
}

std::string_view Response::content() const {
  if (!body) return {};
  return part ? std::string_view(*body).substr(part->first, part->last - part->first + 1) : *body;
}

std::size_t Response::body_bytes() const {
  if (representation) return status == 304 ? 0 : representation->body.size();
  return content().size();
}

Response make_response(unsigned status, std::string_view media_type, std::string body) {
  Response response{.status = status, .body = std::make_shared<const std::string>(std::move(body))};
  response.set("Content-Type", media_type);
  return response;
}

Response make_problem(unsigned status, std::string_view title, std::string_view detail) {
  const nlohmann::ordered_json problem{
      {"type", "about:blank"}, {"title", title}, {"status", status}, {"detail", detail}};
  return make_response(status, "application/problem+json",
                       problem.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

std::string_view reason_phrase(unsigned status) {
  switch (status) {
    case 100:
      return "Continue";
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request"_msg.text();
    case 401:
      return "Unauthorized"_msg.text();
    case 403:
      return "Forbidden"_msg.text();
    case 404:
      return "Not Found"_msg.text();
    case 405:
      return "Method Not Allowed"_msg.text();
    case 406:
      return "Not Acceptable"_msg.text();
    case 408:
      return "Request Timeout"_msg.text();
    case 409:
      return "Conflict"_msg.text();
    case 412:
      return "Precondition Failed"_msg.text();
    case 413:
      return "Content Too Large"_msg.text();
    case 414:
      return "URI Too Long"_msg.text();
    case 415:
      return "Unsupported Media Type"_msg.text();
    case 416:
      return "Range Not Satisfiable"_msg.text();
    case 417:
      return "Expectation Failed"_msg.text();
    case 421:
      return "Misdirected Request"_msg.text();
    case 422:
      return "Unprocessable Content"_msg.text();
    case 428:
      return "Precondition Required"_msg.text();
    case 429:
      return "Too Many Requests"_msg.text();
    case 431:
      return "Request Header Fields Too Large"_msg.text();
    case 500:
      return "Internal Server Error"_msg.text();
    case 501:
      return "Not Implemented"_msg.text();
    case 503:
      return "Service Unavailable"_msg.text();
    case 505:
      return "HTTP Version Not Supported"_msg.text();
    default:
      return "";
  }
}

}  // namespace vitrine::http
