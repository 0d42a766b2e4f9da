#include "http/access_log.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/time.hpp"

namespace vitrine::http {

namespace {

constexpr std::size_t kWriteBytes = 32 * 1024;

void append_number(std::string& out, std::uint64_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

/// Whether a value can stand in both forms of the log without quotes or escapes.
bool is_plain(std::string_view value) {
  return !value.empty() && std::ranges::all_of(value, [](char c) {
    return c > ' ' && c < 0x7F && c != '"' && c != '\\' && c != '=';
  });
}

}  // namespace

void AccessLog::append_text(std::string_view value) {
  const bool is_json = format_ == base::LogFormat::json;
  if (!is_plain(value)) {
    lines_ += base::json_string(value);
    return;
  }
  if (is_json) lines_ += '"';
  lines_ += value;
  if (is_json) lines_ += '"';
}

void AccessLog::add(const AccessEntry& entry, std::chrono::system_clock::time_point now) {
  if (!is_on_) return;
  const auto second = std::chrono::floor<std::chrono::seconds>(now);
  if (second != second_ || time_.empty()) {
    second_ = second;
    time_ = base::format_rfc3339(second);  // "….000Z": the milliseconds are put in below
  }
  const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(now - second).count();
  constexpr std::size_t kFromEnd = 4;
  for (auto [place, rest] = std::pair(time_.size() - kFromEnd + 2, milliseconds);
       place >= time_.size() - kFromEnd; --place, rest /= 10) {
    time_[place] = static_cast<char>('0' + rest % 10);
  }
  const bool is_json = format_ == base::LogFormat::json;
  const auto name = [&](std::string_view json, std::string_view text) { lines_ += is_json ? json : text; };
  name(R"({"time":")", "");
  lines_ += time_;
  name(R"(","level":"info","message":"request","method":)", " info request method=");
  append_text(entry.method);
  name(R"(,"path":)", " path=");
  append_text(entry.path);
  name(R"(,"status":)", " status=");
  append_number(lines_, entry.status);
  name(R"(,"bytes":)", " bytes=");
  append_number(lines_, entry.bytes);
  name(R"(,"us":)", " us=");
  append_number(lines_, static_cast<std::uint64_t>(entry.took.count()));
  if (!entry.trace_id.empty()) {
    name(R"(,"trace_id":)", " trace_id=");
    append_text(entry.trace_id);
  }
  name("}\n", "\n");
  if (lines_.size() >= kWriteBytes) flush();
}

void AccessLog::flush() {
  std::string_view rest = lines_;
  while (!rest.empty()) {
    const auto written = ::write(STDERR_FILENO, rest.data(), rest.size());
    if (written <= 0) break;  // nobody can be told
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  lines_.clear();
}

std::string_view trace_id(std::string_view traceparent) {
  constexpr std::size_t kIdAt = 3;
  constexpr std::size_t kIdSize = 32;
  constexpr std::size_t kSize = 55;
  const bool has_form =
      traceparent.size() >= kSize && traceparent[2] == '-' && traceparent[35] == '-' &&
      traceparent[52] == '-' && traceparent.substr(0, 2) != "ff" &&
      (traceparent.size() == kSize || (traceparent.substr(0, 2) != "00" && traceparent[kSize] == '-'));
  if (!has_form) return {};
  const auto is_hex = [](std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
  };
  const auto id = traceparent.substr(kIdAt, kIdSize);
  const auto parent = traceparent.substr(36, 16);
  const bool is_valid = is_hex(traceparent.substr(0, 2)) && is_hex(id) && is_hex(parent) &&
                        is_hex(traceparent.substr(53, 2)) &&
                        id.find_first_not_of('0') != std::string_view::npos &&
                        parent.find_first_not_of('0') != std::string_view::npos;
  return is_valid ? id : std::string_view{};
}

}  // namespace vitrine::http
