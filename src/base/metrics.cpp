#include "base/metrics.hpp"

#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace vitrine::base {

namespace {

prometheus::Registry& registry() {
  static prometheus::Registry the_registry;
  return the_registry;
}

}  // namespace

prometheus::Counter& counter(const std::string& name, const std::string& help, const MetricLabels& labels) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry()).Add(labels);
}

prometheus::Histogram& time_histogram(const std::string& name, const std::string& help,
                                      const MetricLabels& labels) {
  static const prometheus::Histogram::BucketBoundaries bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                              0.25,  0.5,    1,     2.5,  5,     10};
  return prometheus::BuildHistogram().Name(name).Help(help).Register(registry()).Add(labels, bounds);
}

std::string metrics_text(const std::vector<std::shared_ptr<prometheus::Collectable>>& more) {
  auto families = registry().Collect();
  for (const auto& source : more) {
    for (auto& family : source->Collect()) families.push_back(std::move(family));
  }
  return prometheus::TextSerializer().Serialize(families);
}

prometheus::MetricFamily gauge_family(const std::string& name, const std::string& help, double value) {
  prometheus::MetricFamily family;
  family.name = name;
  family.help = help;
  family.type = prometheus::MetricType::Gauge;
  family.metric.emplace_back().gauge.value = value;
  return family;
}

}  // namespace vitrine::base
