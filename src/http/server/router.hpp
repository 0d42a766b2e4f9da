#pragma once
// Maps paths and methods to handlers.

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/message/message.hpp"

namespace vitrine::http {

/// The values of a pattern's parameters. Views into the request's path.
using Parameters = std::vector<std::pair<std::string_view, std::string_view>>;

/// The value of the parameter of that name; "" where the pattern has none.
std::string_view parameter(const Parameters& parameters, std::string_view name);

using RouteHandler = std::function<boost::asio::awaitable<Response>(const Request&, const Parameters&)>;

/// What a router found.
struct Match {
  const RouteHandler* handler = nullptr;  ///< null where no route fits; lives as long as the router
  std::size_t number = 0;                 ///< of the route, in order of addition from 0
  Parameters parameters;
  /// Where the path is known and the method is not: the methods that are, for Allow (RFC 9110
  /// section 10.2.1).
  std::string allow;
};

/// Routes, tried in the order in which they were added.
class Router {
 public:
  /// `pattern` is of literal segments and parameters: "/cv/{slug}". A parameter takes one segment that is not
  /// empty; "{rest*}", at the end, takes all that is left, and may be empty. A route for GET answers HEAD as
  /// well.
  void add(std::string method, std::string pattern, RouteHandler handler);

  [[nodiscard]] Match find(std::string_view method, std::string_view path) const;

 private:
  struct Route {
    std::string method;
    std::string pattern;
    RouteHandler handler;
  };
  std::vector<Route> routes_;
};

}  // namespace vitrine::http
