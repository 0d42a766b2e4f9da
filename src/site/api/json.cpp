#include "site/api/json.hpp"

#include <algorithm>
#include <charconv>

#include "base/encoding.hpp"
#include "cv/document/findings.hpp"
#include "cv/document/parse.hpp"

namespace vitrine::site::api {

http::Response no_store(http::Response response) {
  response.set("Cache-Control", "no-store");
  return response;
}

Result<Body> Body::parse(const http::Request& request, std::initializer_list<std::string_view> names) {
  const std::string_view text(request.body);
  cv::Findings findings(text);
  auto parsed = cv::parse(text, findings, text.size(), cv::kMaxDepth + 1);  // the document is one member
  if (!parsed || findings.has_errors()) {
    const auto problem = findings.take().front();
    return Error{ErrorCode::invalid,
                 "the body must be a JSON object; line {0}, column {1}: expected {2}, found {3}"_msg(
                     problem.line, problem.column, problem.expected, problem.found)};
  }
  Body out(request);
  out.value_ = std::move(parsed->root);
  for (const auto& [name, value] : out.value_.items()) {
    if (std::ranges::find(names, name) == names.end()) out.wrong(name, Text::expected_no_member);
  }
  return out;
}

std::string Body::text(const char* name, std::size_t most) {
  const auto at = value_.find(name);
  if (at == value_.end()) return {};
  if (!at->is_string() || base::utf8_length(at->get_ref<const std::string&>()) > most) {
    wrong(name, Text::expected_text, {std::to_string(most)});
    return {};
  }
  return at->get<std::string>();
}

std::optional<base::TimePoint> Body::time(const char* name) {
  const auto at = value_.find(name);
  if (at == value_.end()) return std::nullopt;
  const auto time = at->is_string() ? base::parse_rfc3339(at->get_ref<const std::string&>()) : std::nullopt;
  if (!time) wrong(name, Text::expected_time);
  return time;
}

bool Body::flag(const char* name) {
  const auto at = value_.find(name);
  if (at == value_.end()) return false;
  if (!at->is_boolean()) {
    wrong(name, Text::expected_flag);
    return false;
  }
  return at->get<bool>();
}

std::vector<std::string> Body::texts(const char* name) {
  std::vector<std::string> out;
  const auto at = value_.find(name);
  if (at == value_.end()) return out;
  const bool is_list =
      at->is_array() && std::ranges::all_of(*at, [](const Json& one) { return one.is_string(); });
  if (!is_list) {
    wrong(name, Text::expected_texts);
    return out;
  }
  for (const auto& one : *at) out.push_back(one.get<std::string>());
  return out;
}

void Body::wrong(std::string_view name, Text expected, Values values) {
  faults_ += (faults_.empty() ? "/" : "; /") + std::string(name) + ": " +
             site::text(expected, language_for(*request_), values);
}

std::optional<http::Response> Body::refusal() const {
  if (faults_.empty()) return std::nullopt;
  return problem(*request_, 422, Notice::not_stored, {faults_});
}

std::string etag_of(store::Version version) {
  return '"' + std::to_string(version) + '"';
}

std::optional<store::Version> version_of(std::string_view etag) {
  if (etag.size() <= 2 || !etag.starts_with('"') || !etag.ends_with('"')) return std::nullopt;
  etag = etag.substr(1, etag.size() - 2);
  for (const std::string_view coding : {"-zstd", "-br", "-gzip"}) {
    if (etag.ends_with(coding)) {
      etag.remove_suffix(coding.size());
      break;
    }
  }
  store::Version version = 0;
  const auto* end = etag.data() + etag.size();
  const auto [stop, failed] = std::from_chars(etag.data(), end, version);
  return failed == std::errc{} && stop == end && version > 0 ? std::optional(version) : std::nullopt;
}

std::variant<store::Version, http::Response> edited_version(const http::Request& request) {
  const auto field = request.field("if-match");
  if (field.empty()) {
    return problem(request, 428, Notice::version_needed);
  }
  if (const auto version = version_of(field)) return *version;
  return problem(request, 400, Notice::version_wrong);
}

http::Response edit_failure(const http::Request& request, const Error& error) {
  if (error.code != ErrorCode::conflict) return api_failure(request, error);
  const auto why = messages::text(error.message, language_for(request));
  return problem(request, 412, Notice::saved_since, {why});
}

std::optional<std::uint64_t> query_number(const RequestContext& context, std::string_view name,
                                          std::uint64_t fallback, std::uint64_t most) {
  const auto text = context.query(name);
  if (text.empty()) return fallback;
  std::uint64_t value = 0;
  const auto [stop, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc{} || stop != text.data() + text.size() || value == 0 || value > most)
    return std::nullopt;
  return value;
}

http::Response bad_query(const http::Request& request, std::string_view name, Text expected, Values values) {
  const auto detail = std::string(name) + ": " + site::text(expected, language_for(request), values);
  return problem(request, 400, Notice::parameter_wrong, {detail});
}

Json to_json(const cv::Problems& problems, std::string_view language) {
  auto out = Json::array();
  for (const auto& one : problems) {
    out.push_back({{"severity", one.severity == cv::Severity::error ? "error" : "notice"},
                   {"pointer", one.pointer},
                   {"expected", messages::text(one.expected, language)},
                   {"found", messages::text(one.found, language)},
                   {"hint", messages::text(one.hint, language)},
                   {"line", one.line},
                   {"column", one.column}});
  }
  return out;
}

Json to_json(std::string_view slug, const store::Revision& revision) {
  return {{"slug", slug},
          {"version", revision.version},
          {"saved_at", base::format_rfc3339(revision.saved_at)},
          {"note", revision.note},
          {"bytes", revision.bytes}};
}

AuditEvent cv_event(std::string what, const RequestContext& context, std::string detail) {
  return {.what = std::move(what),
          .who = context.visitor.email,
          .slug = context.parameter("slug"),
          .detail = std::move(detail)};
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

http::Response refused_patch(const http::Request& request, const cv::patch::Fault& fault) {
  using Kind = cv::patch::Fault::Kind;
  const auto language = language_for(request);
  auto detail = messages::text(fault.reason, language);
  Json json{{"title", ""}, {"status", 400}, {"detail", ""}};
  if (fault.kind != Kind::malformed) json["status"] = fault.kind == Kind::conflict ? 409 : 413;
  if (fault.index) {
    json["operation"] = {{"index", *fault.index},
                         {"op", fault.op},
                         {"path", fault.path},
                         {"pointer", fault.pointer},
                         {"reason", detail}};
    auto name = fault.op;
    if (!fault.path.empty()) name += ' ' + fault.path;
    detail = text(Text::patch_operation, language, {std::to_string(*fault.index), name, detail});
  }
  const auto said = notice(Notice::patch_wrong, language, {detail});
  json["title"] = said.title;
  json["detail"] = said.detail;
  const auto status = json["status"].get<unsigned>();
  return no_store(http::make_response(status, "application/problem+json", dump(json)));
}

http::Response refused_document(const http::Request& request, const cv::Problems& problems) {
  const auto language = language_for(request);
  const auto source = messages::text("document"_msg, language);
  const auto detail = cv::to_line(problems.front(), source, messages::into(language));
  const auto said = notice(Notice::no_cv_to_store, language, {detail});
  const Json problem{{"title", said.title},
                     {"status", 422},
                     {"detail", said.detail},
                     {"problems", to_json(problems, language)}};
  return no_store(http::make_response(422, "application/problem+json", dump(problem)));
}

}  // namespace vitrine::site::api
