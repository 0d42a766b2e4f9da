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

/// The value of the parameter with that name; "" if the pattern has none.
std::string_view parameter(const Parameters& parameters, std::string_view name);

using RouteHandler = std::function<boost::asio::awaitable<Response>(const Request&, const Parameters&)>;

/// The result of a lookup.
struct Match {
  const RouteHandler* handler = nullptr;  ///< null if no route matches; lives as long as the router
  std::size_t number = 0;                 ///< of the route, in order of addition from 0
  Parameters parameters;
  /// If the path is known but not the method: the known methods, for Allow (RFC 9110 section 10.2.1).
  std::string allow;
};

/// Routes, tried in the order in which they were added.
class Router {
 public:
  /// `pattern` consists of literal segments and parameters: "/cv/{slug}". A parameter matches one non-empty
  /// segment; "{rest*}", at the end, matches the whole rest, which may be empty. A route for GET also answers
  /// HEAD.
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
