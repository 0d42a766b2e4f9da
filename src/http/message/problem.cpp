#include "http/message/problem.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "http/message/negotiate.hpp"
#include "http/message/request_head.hpp"
#include "messages/catalogue.hpp"

namespace vitrine::http {

namespace {

std::string_view language_of_field(std::string_view accept_language) {
  return messages::language_of(choose_language(accept_language, messages::languages()));
}

}  // namespace

std::string_view answer_language(const Request& request) {
  return language_of_field(request.field("accept-language"));
}

std::string_view answer_language(std::string_view head) {
  while (!head.empty()) {
    auto line = head.substr(0, head.find('\n'));
    head.remove_prefix(std::min(line.size() + 1, head.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto field = parse_field_line(line);
    if (field && base::equals_ignoring_case(field->first, "accept-language"))
      return language_of_field(field->second);
  }
  return messages::kEnglish;
}

Response make_problem(unsigned status, const Message& detail, std::string_view language) {
  auto response = make_problem(status, messages::translated(reason_phrase(status), language),
                               messages::text(detail, language));
  response.set("Vary", "Accept-Language");
  return response;
}

Response make_problem(const Request& request, unsigned status, const Message& detail) {
  return make_problem(status, detail, answer_language(request));
}

}  // namespace vitrine::http
