// The clock of the connections of one thread.

#include "base/time.hpp"
#include "http/server/connection.hpp"

namespace vitrine::http {

void WorkerContext::tick() {
  tick_ = now = Clock::now();
  day_at_tick_ = std::chrono::system_clock::now();
}

std::chrono::system_clock::time_point WorkerContext::time_of_day() const {
  return day_at_tick_ + std::chrono::duration_cast<std::chrono::system_clock::duration>(now - tick_);
}

std::string_view WorkerContext::date_field() {
  const auto second = std::chrono::floor<std::chrono::seconds>(time_of_day());
  if (second.time_since_epoch() != date_at_ || date_.empty()) {
    date_at_ = second.time_since_epoch();
    date_ = "\r\nDate: " + base::format_http_date(second);
  }
  return date_;
}

}  // namespace vitrine::http
