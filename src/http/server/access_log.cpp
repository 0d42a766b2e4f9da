#include "http/server/access_log.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "base/time.hpp"

namespace vitrine::http {

namespace {

constexpr std::size_t kWriteBytes = 32 * 1024;
constexpr std::size_t kFixedBytes = 256;  // length of a line without its values
constexpr std::size_t kEscapedBytes = 6;  // maximum per byte, as in \u001f; plus two quotes

/// Whether a value needs no quotes or escapes in either form of the log.
bool is_plain(std::string_view value) {
  return !value.empty() && std::ranges::all_of(value, [](char c) {
    return c > ' ' && c < 0x7F && c != '"' && c != '\\' && c != '=';
  });
}

}  // namespace

void AccessLog::put(std::string_view text) {
  std::memcpy(room_.data() + used_, text.data(), text.size());
  used_ += text.size();
}

void AccessLog::put_number(std::uint64_t number) {
  const auto end = std::to_chars(room_.data() + used_, room_.data() + room_.size(), number).ptr;
  used_ = static_cast<std::size_t>(end - room_.data());
}

template <base::LogFormat format>
void AccessLog::put_value(std::string_view value) {
  if (!is_plain(value)) {
    put(base::json_string(value));
    return;
  }
  if constexpr (format == base::LogFormat::json) put("\"");
  put(value);
  if constexpr (format == base::LogFormat::json) put("\"");
}

template <base::LogFormat format>
void AccessLog::add_line(const AccessEntry& entry) {
  const auto name = [this](std::string_view json, std::string_view text) {
    put(format == base::LogFormat::json ? json : text);
  };
  name(R"({"time":")", "");
  put(time_);
  name(R"(","level":"info","message":"request","method":)", " info request method=");
  put_value<format>(entry.method);
  name(R"(,"path":)", " path=");
  put_value<format>(entry.path);
  name(R"(,"status":)", " status=");
  put_number(entry.status);
  name(R"(,"bytes":)", " bytes=");
  put_number(entry.bytes);
  name(R"(,"us":)", " us=");
  put_number(static_cast<std::uint64_t>(entry.took.count()));
  if (!entry.trace_id.empty()) {
    name(R"(,"trace_id":)", " trace_id=");
    put_value<format>(entry.trace_id);
  }
  name("}\n", "\n");
}

void AccessLog::add(const AccessEntry& entry, std::chrono::system_clock::time_point now) {
  if (!is_on_) return;
  const auto second = std::chrono::floor<std::chrono::seconds>(now);
  if (second != second_ || time_.empty()) {
    second_ = second;
    time_ = base::format_rfc3339(second);  // "….000Z": the milliseconds are filled in below
  }
  const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(now - second).count();
  constexpr std::size_t kFromEnd = 4;
  for (auto [place, rest] = std::pair(time_.size() - kFromEnd + 2, milliseconds);
       place >= time_.size() - kFromEnd; --place, rest /= 10) {
    time_[place] = static_cast<char>('0' + rest % 10);
  }
  const auto values = entry.method.size() + entry.path.size() + entry.trace_id.size();
  if (const auto most = kFixedBytes + kEscapedBytes * values; room_.size() - used_ < most) {
    flush();
    room_.resize(std::max(kWriteBytes, most));
  }
  if (format_ == base::LogFormat::json) {
    add_line<base::LogFormat::json>(entry);
  } else {
    add_line<base::LogFormat::text>(entry);
  }
}

void AccessLog::flush() {
  std::string_view rest(room_.data(), used_);
  while (!rest.empty()) {
    const auto written = ::write(STDERR_FILENO, rest.data(), rest.size());
    if (written <= 0) break;  // the error cannot be reported anywhere
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  used_ = 0;
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
