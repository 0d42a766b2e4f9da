#pragma once
// The metrics of a server for Prometheus, and the small server that shows them on a separate port.

#include <memory>
#include <optional>
#include <vector>

#include "base/metrics.hpp"
#include "http/message/local_names.hpp"
#include "http/server/server.hpp"

namespace vitrine::http {

/// `server` must outlive it.
std::shared_ptr<prometheus::Collectable> server_metrics(const Server& server);

/// Answers GET /metrics with all counters of the process and those of `sources`.
class MetricsService final : public Application {
 public:
  /// With `local_names`, requests must use one of these host names.
  MetricsService(std::vector<std::shared_ptr<prometheus::Collectable>> sources,
                 std::optional<LocalNames> local_names)
      : sources_(std::move(sources)), local_names_(std::move(local_names)) {}
  boost::asio::awaitable<Response> answer(const Request& request) override;

 private:
  const std::vector<std::shared_ptr<prometheus::Collectable>> sources_;
  const std::optional<LocalNames> local_names_;
};

}  // namespace vitrine::http
