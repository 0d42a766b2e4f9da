#include "base/log.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/printable.hpp"

namespace vitrine::base {

namespace {

std::atomic<LogFormat> format_in_use{LogFormat::text};

bool needs_quotes(std::string_view value) {
  return value.empty() || value.find_first_of(" \"\\\t\r\n=") != std::string_view::npos;
}

void write(spdlog::level::level_enum level, std::string_view message, const LogFields& fields) {
  if (!spdlog::should_log(level)) return;
  std::string line;
  if (log_format() == LogFormat::json) {
    line = "\"message\":" + json_string(message);
    for (const auto& [key, value] : fields) line += "," + json_string(key) + ":" + json_string(value);
  } else {
    line = printable_line(message);
    for (const auto& [key, value] : fields) {
      line += " " + std::string(key) + "=" + printable_line(needs_quotes(value) ? json_string(value) : value);
    }
  }
  spdlog::log(level, "{}", line);
}

}  // namespace

LogFormat log_format() {
  return format_in_use.load(std::memory_order_relaxed);
}

bool logs_info() {
  return spdlog::should_log(spdlog::level::info);
}

std::string json_string(std::string_view text) {
  return nlohmann::json(std::string(text)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void set_up_logging(LogFormat format, std::string_view level) {
  format_in_use = format;
  auto logger =
      std::make_shared<spdlog::logger>("vitrine", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  const char* pattern = format == LogFormat::json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})"
                                                  : "%Y-%m-%dT%H:%M:%S.%eZ %l %v";
  logger->set_formatter(std::make_unique<spdlog::pattern_formatter>(pattern, spdlog::pattern_time_type::utc));
  logger->set_level(spdlog::level::from_str(std::string(level)));
  logger->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

void log_info(std::string_view message, const LogFields& fields) {
  write(spdlog::level::info, message, fields);
}

void log_warning(std::string_view message, const LogFields& fields) {
  write(spdlog::level::warn, message, fields);
}

void log_error(std::string_view message, const LogFields& fields) {
  write(spdlog::level::err, message, fields);
}

}  // namespace vitrine::base
