#pragma once
// The context of a request, which every handler gets: the request, the visitor and their permissions.

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "auth/policy/policy.hpp"
#include "http/message/message.hpp"
#include "http/server/rate_limit.hpp"
#include "http/server/router.hpp"
#include "site/context/options.hpp"
#include "site/documents/catalog.hpp"
#include "site/records/records.hpp"
#include "site/records/views.hpp"

namespace vitrine::site {

/// Lives until the handler returns.
struct RequestContext {
  const http::Request& request;
  const http::Parameters& parameters;
  auth::Visitor visitor;
  auth::Permit permit;
  bool is_guarded = false;  ///< whether the site is not open to everyone
  std::string person;       ///< as whom their work is counted: e-mail address, else the client's address
  WorkQueue::Place place;   ///< in the queue of the route; null where it is taken only when there is work

  [[nodiscard]] std::string parameter(std::string_view name) const {
    return std::string(http::parameter(parameters, name));
  }
  [[nodiscard]] std::string query(std::string_view name) const {
    return http::query_parameter(request.query, name);
  }
};

using Handler = std::function<boost::asio::awaitable<http::Response>(const RequestContext&)>;

/// Takes the routes of a part of the site.
class Routes {
 public:
  Routes() = default;
  Routes(const Routes&) = delete;
  Routes& operator=(const Routes&) = delete;
  virtual ~Routes() = default;

  /// `demand` is decided before the handler is called.
  virtual void add(std::string method, std::string pattern, auth::Demand demand, Handler handler) = 0;
};

/// What the parts of a site share; all outlive them.
struct Services {
  store::Store* own_store;  ///< null where only pages are served, of documents that nobody changes here
  Pools& pools;
  const SiteOptions& options;
  Catalog& catalog;
  Records& records;
  Views& views;
  http::RateLimit& request_limiter;  ///< what costs more than a page from memory
  std::stop_token stopping;          ///< asked when the service is to stop: what need not be finished ends
  http::RateLimit& sign_in_limiter;  ///< attempts at what is guarded: passwords, links to sign in, tokens

  /// For parts that are there only where there is one.
  [[nodiscard]] store::Store& store() const { return *own_store; }
};

/// A refusal where this client has asked too often.
std::optional<http::Response> too_many(const http::Request& request, http::RateLimit& limit,
                                       const std::string& client);

/// As too_many(), without counting: asked before a request's body is read, which too_many() counts then.
std::optional<http::Response> too_many_already(const http::Request& request, http::RateLimit& limit,
                                               const std::string& client);

/// A refusal where a queue of work is full: 503 with Retry-After.
http::Response busy(const http::Request& request);

/// The response that `work` makes on the threads of the queue, in the request's place or in one that it gets
/// now; a refusal where there is none, or the wait is too long.
template <class Work>
boost::asio::awaitable<http::Response> in_queue(WorkQueue& queue, const RequestContext& context, Work work) {
  auto place = context.place ? context.place : queue.take_place(context.person);
  if (!place) co_return busy(context.request);
  auto response = co_await queue.run(std::move(place), std::move(work));
  co_return response ? std::move(*response) : busy(context.request);
}

}  // namespace vitrine::site
