#pragma once
// A server's counts as Prometheus reads them, and the small service that gives them on a port of its own.

#include <memory>
#include <vector>

#include "base/metrics.hpp"
#include "http/server.hpp"

namespace vitrine::http {

/// `server` must outlive it.
std::shared_ptr<prometheus::Collectable> server_metrics(const Server& server);

/// Answers GET /metrics with all that the process counts and what `sources` give.
class MetricsService final : public Application {
 public:
  explicit MetricsService(std::vector<std::shared_ptr<prometheus::Collectable>> sources)
      : sources_(std::move(sources)) {}
  boost::asio::awaitable<Response> answer(const Request& request) override;

 private:
  const std::vector<std::shared_ptr<prometheus::Collectable>> sources_;
};

}  // namespace vitrine::http
