#pragma once
// Shared by the API's handlers: request bodies, versions, findings.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "cv/document/problem.hpp"
#include "cv/patch/patch.hpp"
#include "http/message/message.hpp"
#include "site/answers/failures.hpp"
#include "site/capacity/offload.hpp"
#include "site/context/request_context.hpp"
#include "site/records/audit.hpp"
#include "store/common/store.hpp"

namespace vitrine::site::api {

using Json = nlohmann::ordered_json;

/// The members of a request's body: reads them with type checks, and reports every error.
class Body {
 public:
  /// `names` are all allowed members. Takes time n log n in the size of the body, as cv::parse does. The
  /// request must outlive it.
  static Result<Body> parse(const http::Request& request, std::initializer_list<std::string_view> names);

  /// A text of at most `most` characters (code points); "" if it is absent.
  std::string text(const char* name, std::size_t most = 200);
  std::optional<base::TimePoint> time(const char* name);
  std::vector<std::string> texts(const char* name);
  /// true or false; false if it is absent.
  bool flag(const char* name);
  [[nodiscard]] bool has(const char* name) const { return value_.contains(name); }
  Json& operator[](const char* name) { return value_[name]; }

  /// Adds an error that the caller found.
  void wrong(std::string_view name, Text expected, Values values = {});
  /// Nothing if everything read is valid; else a 422 with every error.
  [[nodiscard]] std::optional<http::Response> refusal() const;

 private:
  explicit Body(const http::Request& request) : request_(&request) {}

  const http::Request* request_;
  Json value_;
  std::string faults_;
};

/// Adds `Cache-Control: no-store`.
http::Response no_store(http::Response response);

/// A version as a strong validator.
std::string etag_of(store::Version version);

/// The version in a validator, with or without the name of a coding; nothing for any other text.
std::optional<store::Version> version_of(std::string_view etag);

/// The version in If-Match, or the refusal: 428 (RFC 6585 section 3) if it is missing, 400 if it is no
/// version.
std::variant<store::Version, http::Response> edited_version(const http::Request& request);

/// The reason why an edit was not stored: 412 if another version is current.
http::Response edit_failure(const http::Request& request, const Error& error);

/// A number in a query; `fallback` if it is absent, nothing if it is no number or out of bounds.
std::optional<std::uint64_t> query_number(const RequestContext& context, std::string_view name,
                                          std::uint64_t fallback, std::uint64_t most);

/// 400 with the expected value of a query parameter.
http::Response bad_query(const http::Request& request, std::string_view name, Text expected,
                         Values values = {});

/// The problems, their words in the language.
Json to_json(const cv::Problems& problems, std::string_view language);
Json to_json(std::string_view slug, const store::Revision& revision);

/// Any text as JSON; invalid UTF-8 is replaced.
std::string dump(const Json& json);

/// The refusal of a patch, with the operation at fault: 400 for a patch that is none, 409 for one that does
/// not fit the document, 413 for one over a limit (RFC 5789 section 2.2).
http::Response refused_patch(const http::Request& request, const cv::patch::Fault& fault);

/// 422 with every finding.
http::Response refused_document(const http::Request& request, const cv::Problems& problems);

/// Runs work that blocks on the store and returns a Result, in the request's place in the accounts queue.
/// Returns `unavailable` if it waited too long; then it was not started.
template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work&>> on_store(const Services& services, Work work) {
  auto done = co_await services.pools.accounts.run(nullptr, std::move(work));
  if (!done) co_return Error{ErrorCode::unavailable, "other work took too long"_msg};
  co_return std::move(*done);
}

/// The audit event for an action on the route's CV.
AuditEvent cv_event(std::string what, const RequestContext& context, std::string detail);

/// Runs a change of records without a result, and writes it to the audit log: 204, or the error.
template <class Change>
boost::asio::awaitable<http::Response> change_records(const http::Request& request, const Services& services,
                                                      Change change, AuditEvent event) {
  auto work = [&] { return audited(services.store(), change, event); };
  const auto done = co_await on_store(services, std::move(work));
  services.records.clear();
  co_return done ? http::Response{.status = 204} : api_failure(request, done.error());
}

}  // namespace vitrine::site::api
