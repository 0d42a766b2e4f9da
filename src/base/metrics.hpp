#pragma once
// Counters for Prometheus. The process has one registry; the metrics port shows every counter in it.

#include <prometheus/collectable.h>
#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/metric_family.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace vitrine::base {

using MetricLabels = std::map<std::string, std::string>;

/// The counter with that name and those labels; created on first use, lives as long as the process.
/// Thread-safe; takes a lock, so keep the reference in hot code. `name` ends with "_total".
prometheus::Counter& counter(const std::string& name, const std::string& help,
                             const MetricLabels& labels = {});

/// Like counter(), for times in seconds from 1 ms to 10 s.
prometheus::Histogram& time_histogram(const std::string& name, const std::string& help,
                                      const MetricLabels& labels = {});

/// All metrics of the registry and of `more`, in Prometheus' text format 0.0.4, UTF-8.
std::string metrics_text(const std::vector<std::shared_ptr<prometheus::Collectable>>& more = {});

/// A metric family with one value, computed when Prometheus asks.
prometheus::MetricFamily gauge_family(const std::string& name, const std::string& help, double value);

}  // namespace vitrine::base
