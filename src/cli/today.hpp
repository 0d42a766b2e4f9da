#pragma once
// The current date for commands without a store.

#include <optional>

#include "base/time.hpp"
#include "cv/document/date.hpp"

namespace vitrine::cli {

/// The time in SOURCE_DATE_EPOCH (seconds since 1970; reproducible-builds.org), if it is set to a number.
std::optional<base::TimePoint> source_date();

/// The day up to which current entries count, in UTC: that of source_date(), else of the system's clock.
cv::Date today();

}  // namespace vitrine::cli
