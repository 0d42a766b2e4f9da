#include "http/server/metrics.hpp"
#include "http/message/problem.hpp"

#include <limits>
#include <numeric>

namespace vitrine::http {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

class ServerMetrics final : public prometheus::Collectable {
 public:
  explicit ServerMetrics(const Server& server) : server_(server) {}

  [[nodiscard]] std::vector<MetricFamily> Collect() const override {
    const auto threads = server_.statistics();
    const auto sum = [&](const auto& of) {
      return std::accumulate(threads.begin(), threads.end(), 0.0, [&](double so_far, const Statistics* one) {
        return so_far + static_cast<double>(of(*one).get());
      });
    };
    const auto counter = [&](const std::string& name, const std::string& help,
                             const Tally Statistics::* tally) {
      return MetricFamily{name,
                          help,
                          MetricType::Counter,
                          {count({}, sum([&](const auto& one) -> const Tally& { return one.*tally; }))}};
    };
    std::vector<MetricFamily> out;
    MetricFamily answers{"vitrine_http_responses_total", "Answers by status code.", MetricType::Counter, {}};
    for (std::size_t status = 0; status < Statistics{}.answers.size(); ++status) {
      const auto total = sum([&](const auto& one) -> const Tally& { return one.answers.at(status); });
      if (total > 0) answers.metric.push_back(count({{"status", std::to_string(status)}}, total));
    }
    out.push_back(std::move(answers));
    out.push_back(counter("vitrine_http_remembered_total",
                          "Answers that the serving thread had in its memory.", &Statistics::remembered));
    out.push_back(
        counter("vitrine_http_body_bytes_total", "Bytes of bodies sent, as coded.", &Statistics::bytes));
    out.push_back(counter("vitrine_http_request_timeouts_total",
                          "Requests that did not arrive in time (408).", &Statistics::timed_out));
    out.push_back(
        counter("vitrine_http_connections_accepted_total", "Connections taken.", &Statistics::accepted));
    out.push_back(counter("vitrine_http_connections_refused_total",
                          "Connections over the limit, answered with 503 or closed.",
                          &Statistics::turned_away));
    out.push_back(
        counter("vitrine_http_connections_displaced_total",
                "Connections that waited for their client and gave way to another, with no room left.",
                &Statistics::gave_way));
    out.push_back(base::gauge_family("vitrine_http_connections", "Connections open now.",
                                     sum([](const auto& one) -> const Tally& { return one.connections; })));
    out.push_back(times(sum));
    return out;
  }

 private:
  static ClientMetric count(const base::MetricLabels& labels, double value) {
    ClientMetric metric;
    for (const auto& [name, text] : labels) metric.label.push_back({name, text});
    metric.counter.value = value;
    return metric;
  }

  template <class Sum>
  static MetricFamily times(const Sum& sum) {
    constexpr double kMicroseconds = 1e6;
    MetricFamily family{"vitrine_http_response_seconds",
                        "Time from a request's arrival to its answer's hand-over to the system.",
                        MetricType::Histogram,
                        {}};
    auto& histogram = family.metric.emplace_back().histogram;
    double total = 0;
    for (std::size_t i = 0; i <= kTimeBounds.size(); ++i) {
      total += sum([&](const auto& one) -> const Tally& { return one.times.at(i); });
      const double bound = i < kTimeBounds.size() ? static_cast<double>(kTimeBounds.at(i)) / kMicroseconds
                                                  : std::numeric_limits<double>::infinity();
      histogram.bucket.push_back({static_cast<std::uint64_t>(total), bound});
    }
    histogram.sample_count = static_cast<std::uint64_t>(total);
    histogram.sample_sum = sum([](const auto& one) -> const Tally& { return one.time_sum; }) / kMicroseconds;
    return family;
  }

  const Server& server_;
};

}  // namespace

std::shared_ptr<prometheus::Collectable> server_metrics(const Server& server) {
  return std::make_shared<ServerMetrics>(server);
}

boost::asio::awaitable<Response> MetricsService::answer(const Request& request) {
  if (local_names_ && !local_names_->admit(request))
    co_return make_problem(request, 421,
                           "These metrics are for this machine alone; ask for them at localhost."_msg);
  if (request.path != "/metrics") co_return make_problem(request, 404, "The metrics are at /metrics."_msg);
  co_return make_response(200, "text/plain; version=0.0.4; charset=utf-8", base::metrics_text(sources_));
}

}  // namespace vitrine::http
