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
  std::string person;       ///< the name under which their work is counted: e-mail address, else the client's
                            ///< address
  WorkQueue::Place place;   ///< in the queue of the route; null if it is taken only when there is work

  [[nodiscard]] std::string parameter(std::string_view name) const {
    return std::string(http::parameter(parameters, name));
  }
  [[nodiscard]] std::string query(std::string_view name) const {
    return http::query_parameter(request.query, name);
  }
};

using Handler = std::function<boost::asio::awaitable<http::Response>(const RequestContext&)>;

/// Registers the routes of a part of the site.
class Routes {
 public:
  Routes() = default;
  Routes(const Routes&) = delete;
  Routes& operator=(const Routes&) = delete;
  virtual ~Routes() = default;

  /// The gate decides `demand` before the handler is called.
  virtual void add(std::string method, std::string pattern, auth::Demand demand, Handler handler) = 0;
};

/// Shared by the parts of a site; everything outlives them.
struct Services {
  store::Store* own_store;  ///< null if the service only shows pages of documents that it cannot change
  Pools& pools;
  const SiteOptions& options;
  Catalog& catalog;
  Records& records;
  Views& views;
  http::RateLimit& request_limiter;  ///< for requests that cost more than a page from memory
  std::stop_token stopping;          ///< requested when the service stops: cancels work that need not be
                                     ///< finished
  http::RateLimit& sign_in_limiter;  ///< attempts at guarded content: passwords, sign-in links, tokens

  /// For parts that only exist with a store.
  [[nodiscard]] store::Store& store() const { return *own_store; }
};

/// A refusal if this client has sent too many requests.
std::optional<http::Response> too_many(const http::Request& request, http::RateLimit& limit,
                                       const std::string& client);

/// Like too_many(), without counting: called before a request's body is read; too_many() counts it
/// afterwards.
std::optional<http::Response> too_many_already(const http::Request& request, http::RateLimit& limit,
                                               const std::string& client);

/// A refusal because a queue is full: 503 with Retry-After.
http::Response busy(const http::Request& request);

/// Runs `work` on the threads of the queue and returns its response. It uses the request's place, or takes
/// one now. Returns a refusal if there is no place, or the wait is too long.
template <class Work>
boost::asio::awaitable<http::Response> in_queue(WorkQueue& queue, const RequestContext& context, Work work) {
  auto place = context.place ? context.place : queue.take_place(context.person);
  if (!place) co_return busy(context.request);
  auto response = co_await queue.run(std::move(place), std::move(work));
  co_return response ? std::move(*response) : busy(context.request);
}

}  // namespace vitrine::site
