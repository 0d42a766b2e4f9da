#include "cv/document/findings.hpp"

#include <algorithm>
#include <utility>

#include "base/encoding.hpp"

namespace vitrine::cv {

namespace {

constexpr std::size_t kShownCodePoints = 40;

/// Walks forward through a text once and tracks line and column.
class Walker {
 public:
  explicit Walker(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;  // editors do not count a byte order mark
  }

  /// `offset` must not be smaller than in the previous call.
  void go_to(std::size_t offset) {
    for (; at_ < std::min(offset, text_.size()); ++at_) {
      if (text_[at_] == '\n') {
        ++line;
        column = 1;
      } else if ((static_cast<unsigned char>(text_[at_]) & 0xC0U) != 0x80U) {
        ++column;
      }
    }
  }

  std::size_t line = 1;
  std::size_t column = 1;

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

void Findings::add(Problem problem, std::size_t offset) {
  if (!wants(problem.severity)) return count(problem.severity);
  auto& here = tray(problem.severity);
  here.bytes += problem.pointer.size() + what_is_wrong(problem).size();
  here.kept.push_back({std::move(problem), offset, here.kept.size()});
}

bool Findings::wants(Severity severity) const {
  return tray(severity).kept.size() < kMaxKept && tray(severity).bytes < kMaxKeptBytes;
}

void Findings::count(Severity severity) {
  ++tray(severity).counted;
}

bool Findings::has_errors() const {
  return !errors_.kept.empty();
}

std::size_t Findings::line_of(std::size_t offset) const {
  if (line_starts_.empty()) {
    line_starts_.push_back(0);
    for (std::size_t at = text_.find('\n'); at != std::string_view::npos; at = text_.find('\n', at + 1)) {
      line_starts_.push_back(at + 1);
    }
  }
  const auto next = std::ranges::upper_bound(line_starts_, offset);
  return static_cast<std::size_t>(next - line_starts_.begin());
}

Problems Findings::take() {
  Problems problems;
  problems.reserve(errors_.kept.size() + notices_.kept.size() + 2);
  empty_into(problems, Severity::error);
  empty_into(problems, Severity::notice);
  return problems;
}

void Findings::empty_into(Problems& problems, Severity severity) {
  auto from = std::exchange(tray(severity), {});
  std::ranges::sort(from.kept, {}, [](const Finding& f) { return std::pair(f.offset, f.order); });
  Walker walker(text_);
  for (auto& [problem, offset, order] : from.kept) {
    if (offset != kNoOffset) {
      walker.go_to(offset);
      problem.line = walker.line;
      problem.column = walker.column;
    }
    problems.push_back(std::move(problem));
  }
  if (from.counted == 0) return;
  const bool is_error = severity == Severity::error;
  problems.push_back({.severity = severity,
                      .expected = is_error ? "no more errors"_msg : "no more to notice"_msg,
                      .found = "{0} more of the kind"_msg(from.counted),
                      .hint = "see to the ones listed first, then check again"_msg});
}

Message describe(const Json& value) {
  switch (value.type()) {
    case Json::value_t::string:
      return "the text {0}"_msg(in_quotes(value.get_ref<const std::string&>()));
    case Json::value_t::array:
      if (value.empty()) return "an empty list"_msg;
      return value.size() == 1 ? Message("a list of one value"_msg)
                               : "a list of {0} values"_msg(value.size());
    case Json::value_t::object:
      if (value.empty()) return "an empty object"_msg;
      return value.size() == 1 ? Message("an object with one key"_msg)
                               : "an object with {0} keys"_msg(value.size());
    case Json::value_t::null:
    case Json::value_t::boolean:
      return Message::as_is(value.dump());
    default:
      return "the number {0}"_msg(value.dump());
  }
}

std::string in_quotes(std::string_view text) {
  return Json(base::utf8_truncate(text, kShownCodePoints)).dump();
}

}  // namespace vitrine::cv
