#include "site/api/json.hpp"

#include <algorithm>
#include <charconv>

#include "base/encoding.hpp"
#include "cv/document/findings.hpp"
#include "cv/document/parse.hpp"

namespace vitrine::site::api {

http::Response unkept(http::Response response) {
  response.set("Cache-Control", "no-store");
  return response;
}

Result<Body> Body::parse(std::string_view text, std::initializer_list<std::string_view> names) {
  cv::Findings findings(text);
  auto parsed = cv::parse(text, findings, text.size(), cv::kMaxDepth + 1);  // a document is one member
  if (!parsed || findings.has_errors()) {
    const auto problem = findings.take().front();
    return Error{ErrorCode::invalid, "the body must be a JSON object; line " + std::to_string(problem.line) +
                                         ", column " + std::to_string(problem.column) + ": expected " +
                                         problem.expected + ", found " + problem.found};
  }
  Body out;
  out.value_ = std::move(parsed->root);
  for (const auto& [name, value] : out.value_.items()) {
    if (std::ranges::find(names, name) == names.end()) out.wrong(name, "no member of that name");
  }
  return out;
}

std::string Body::text(const char* name, std::size_t most) {
  const auto at = value_.find(name);
  if (at == value_.end()) return {};
  if (!at->is_string() || base::utf8_length(at->get_ref<const std::string&>()) > most) {
    wrong(name, "a text of at most " + std::to_string(most) + " characters");
    return {};
  }
  return at->get<std::string>();
}

std::optional<base::TimePoint> Body::time(const char* name) {
  const auto at = value_.find(name);
  if (at == value_.end()) return std::nullopt;
  const auto time = at->is_string() ? base::parse_rfc3339(at->get_ref<const std::string&>()) : std::nullopt;
  if (!time) wrong(name, "a time as 2026-12-31T23:59:59Z");
  return time;
}

bool Body::flag(const char* name) {
  const auto at = value_.find(name);
  if (at == value_.end()) return false;
  if (!at->is_boolean()) {
    wrong(name, "true or false");
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
    wrong(name, "a list of texts");
    return out;
  }
  for (const auto& one : *at) out.push_back(one.get<std::string>());
  return out;
}

void Body::wrong(std::string_view name, std::string_view expected) {
  faults_ += (faults_.empty() ? "/" : "; /") + std::string(name) + ": expected " + std::string(expected);
}

std::optional<http::Response> Body::refusal() const {
  if (faults_.empty()) return std::nullopt;
  return api_failure({ErrorCode::invalid, faults_});
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
    return unkept(http::make_problem(428, "Which version is this an edit of?",
                                     "Send If-Match with the ETag of the version that was edited, so that no "
                                     "other edit is lost."));
  }
  if (const auto version = version_of(field)) return *version;
  return unkept(http::make_problem(400, "If-Match is no version",
                                   "Expected the ETag of one version, as in If-Match: \"7\"."));
}

http::Response edit_failure(const Error& error) {
  if (error.code != ErrorCode::conflict) return api_failure(error);
  return unkept(
      http::make_problem(412, "Somebody else has saved since", error.message + "; nothing was stored"));
}

std::optional<std::uint64_t> query_number(const Visit& visit, std::string_view name, std::uint64_t fallback,
                                          std::uint64_t most) {
  const auto text = visit.query(name);
  if (text.empty()) return fallback;
  std::uint64_t value = 0;
  const auto [stop, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc{} || stop != text.data() + text.size() || value == 0 || value > most)
    return std::nullopt;
  return value;
}

http::Response bad_query(std::string_view name, std::string_view expected) {
  return unkept(http::make_problem(400, "A parameter is wrong",
                                   std::string(name) + ": expected " + std::string(expected)));
}

Json to_json(const cv::Problems& problems) {
  auto out = Json::array();
  for (const auto& one : problems) {
    out.push_back({{"severity", one.severity == cv::Severity::error ? "error" : "notice"},
                   {"pointer", one.pointer},
                   {"expected", one.expected},
                   {"found", one.found},
                   {"hint", one.hint},
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

AuditEvent cv_event(std::string what, const Visit& visit, std::string detail) {
  return {.what = std::move(what),
          .who = visit.visitor.email,
          .slug = visit.parameter("slug"),
          .detail = std::move(detail)};
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

http::Response refused_document(const cv::Problems& problems) {
  const Json problem{{"title", "This is no CV that can be stored"},
                     {"status", 422},
                     {"detail", cv::to_line(problems.front(), "document")},
                     {"problems", to_json(problems)}};
  return unkept(http::make_response(422, "application/problem+json", dump(problem)));
}

}  // namespace vitrine::site::api
