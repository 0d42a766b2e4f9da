#include "cli/zone.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/log.hpp"
#include "net/http_call.hpp"

namespace vitrine::cli {

namespace {

bool is_zone(const std::string& text) {
  constexpr std::size_t kMost = 40;
  return !text.empty() && text.size() <= kMost && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string ask(net::HttpCaller& caller, const std::string& endpoint) {
  const auto answer = caller.run({.url = endpoint + "/task",
                                  .connect_timeout = std::chrono::milliseconds(500),
                                  .timeout = std::chrono::seconds(1),
                                  .use_proxy = false});
  const auto task = nlohmann::json::parse(answer.status == 200 ? answer.body : "", nullptr, false);
  auto zone = task.is_object() ? task.value("AvailabilityZone", nlohmann::json()) : nlohmann::json();
  if (zone.is_string() && is_zone(zone.get<std::string>())) return zone.get<std::string>();
  base::log_warning(
      "the zone is not known",
      {{"reason", answer.failure.empty() ? "status " + std::to_string(answer.status) : answer.failure}});
  return {};
}

}  // namespace

std::function<std::string()> zone_finder(std::string given) {
  if (!given.empty()) return [given = std::move(given)] { return given; };
  const auto* endpoint = std::getenv("ECS_CONTAINER_METADATA_URI_V4");  // NOLINT(concurrency-mt-unsafe)
  if (endpoint == nullptr || *endpoint == '\0') return {};
  const auto caller = std::make_shared<net::HttpCaller>();
  return [caller, url = std::string(endpoint)] { return ask(*caller, url); };
}

}  // namespace vitrine::cli
