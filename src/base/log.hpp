#pragma once
// Logging set-up. The program logs through spdlog's default logger, to standard error.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::base {

enum class LogFormat { text, json };

/// Makes spdlog's default logger write to standard error in `format`, from `level` upward ("debug", "info",
/// "warn", "error"). In JSON every line is one object: time (RFC 3339, UTC), level, message, and the event's
/// own fields. Call once, before threads start.
void set_up_logging(LogFormat format, std::string_view level);

/// The format from set_up_logging().
LogFormat log_format();

/// Whether events of the level "info" are written.
bool logs_info();

/// The text as a JSON string, with its quotes; bytes that are not UTF-8 are replaced.
std::string json_string(std::string_view text);

/// Writes one event with named fields: text form `message key=value …`, JSON form as members. Values are
/// escaped; the caller decides whether a field may contain personal data.
using LogFields = std::vector<std::pair<std::string_view, std::string>>;
void log_info(std::string_view message, const LogFields& fields = {});
void log_warning(std::string_view message, const LogFields& fields = {});
void log_error(std::string_view message, const LogFields& fields = {});

}  // namespace vitrine::base
