#include "http/server/router.hpp"

#include <algorithm>
#include <optional>

namespace vitrine::http {

namespace {

/// The segment at the front; removes it and its '/' from `path`, which begins with '/'.
std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const auto end = std::min(path.find('/'), path.size());
  const auto segment = path.substr(0, end);
  path.remove_prefix(end);
  return segment;
}

std::optional<Parameters> match(std::string_view pattern, std::string_view path) {
  Parameters parameters;
  while (!pattern.empty() && !path.empty()) {
    const auto wanted = take_segment(pattern);
    if (wanted.ends_with("*}")) {
      parameters.emplace_back(wanted.substr(1, wanted.size() - 3), path.substr(1));
      return parameters;
    }
    const auto segment = take_segment(path);
    if (wanted.starts_with('{')) {
      if (segment.empty()) return std::nullopt;
      parameters.emplace_back(wanted.substr(1, wanted.size() - 2), segment);
    } else if (wanted != segment) {
      return std::nullopt;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return parameters;
}

}  // namespace

std::string_view parameter(const Parameters& parameters, std::string_view name) {
  const auto at = std::ranges::find(parameters, name, &Parameters::value_type::first);
  return at == parameters.end() ? std::string_view{} : at->second;
}

void Router::add(std::string method, std::string pattern, RouteHandler handler) {
  routes_.push_back({std::move(method), std::move(pattern), std::move(handler)});
}

Match Router::find(std::string_view method, std::string_view path) const {
  Match result;
  std::vector<std::string_view> methods;  // methods of routes that match except for the method
  for (const auto& route : routes_) {
    auto parameters = match(route.pattern, path);
    if (!parameters) continue;
    if (route.method == method || (route.method == "GET" && method == "HEAD")) {
      const auto number = static_cast<std::size_t>(&route - routes_.data());
      return {.handler = &route.handler, .number = number, .parameters = std::move(*parameters)};
    }
    if (std::ranges::find(methods, route.method) == methods.end()) methods.push_back(route.method);
  }
  for (const auto known : methods) {
    result.allow += known;
    result.allow += known == "GET" ? ", HEAD, " : ", ";
  }
  if (!methods.empty()) result.allow += "OPTIONS";
  return result;
}

}  // namespace vitrine::http
