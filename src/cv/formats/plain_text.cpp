#include "cv/formats/plain_text.hpp"

#include <array>
#include <vector>

#include "base/ascii.hpp"
#include "cv/formats/html_to_markdown.hpp"

namespace vitrine::cv::formats {

namespace plain_text {
namespace {

constexpr std::string_view kSpace = " \t\r\u00A0";
/// Signs before list items. The last three also occur within text: they need a space behind them.
constexpr std::array<std::string_view, 12> kBullets{"•", "▪", "●", "◦", "‣", "■",
                                                    "➢", "✓", "·", "-", "*", "–"};
constexpr std::size_t kSureBullets = 9;

std::string_view trimmed(std::string_view text) {
  return base::trimmed(text, " \t\r");
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out += c;
    }
  }
  return out;
}

/// The length of the bullet at the beginning; 0 if there is none.
std::size_t bullet_length(std::string_view line) {
  for (std::size_t i = 0; i < kBullets.size(); ++i) {
    if (!line.starts_with(kBullets[i])) continue;
    const auto size = kBullets[i].size();
    const bool has_space = line.size() > size && kSpace.find(line[size]) != std::string_view::npos;
    if (i < kSureBullets || has_space) return size;
  }
  return 0;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    out.push_back(trimmed(text.substr(0, end)));
    const bool is_pair = text.substr(end).starts_with("\r\n");
    text.remove_prefix(std::min(end + (is_pair ? 2 : 1), text.size()));
  }
  return out;
}

constexpr std::string_view kDot = "•";

/// Whether the line holds several items: "•" at its beginning or behind the end of a sentence.
bool is_joined_list(std::string_view line) {
  int items = 0;
  for (auto at = line.find(kDot); at != std::string_view::npos; at = line.find(kDot, at + 1)) {
    const auto end = line.find_last_not_of(' ', at - 1);
    const bool is_first = at == 0 || end == std::string_view::npos;
    if (is_first || std::string_view(".:;!?").find(line[end]) != std::string_view::npos) ++items;
  }
  return items > 1;
}

/// Splits a line with several joined items.
std::vector<std::string_view> items_of(std::string_view line) {
  std::vector<std::string_view> out;
  const bool is_joined = is_joined_list(line);
  while (is_joined && !line.empty()) {
    const auto end = std::min(line.find(kDot, line.starts_with(kDot) ? kDot.size() : 0), line.size());
    out.push_back(trimmed(line.substr(0, end)));
    line.remove_prefix(end);
  }
  if (!is_joined) out.push_back(line);
  return out;
}

class Writer {
 public:
  void add(std::string_view line) {
    const auto bullet = bullet_length(line);
    if (line.empty()) {
      close();
    } else if (bullet > 0) {
      enter(State::list);
      html_ += "<li>" + escaped(trimmed(line.substr(bullet))) + "</li>";
    } else if (state_ == State::paragraph) {
      html_ += "<br>" + escaped(line);
    } else {
      enter(State::paragraph);
      html_ += escaped(line);
    }
  }

  std::string take() {
    close();
    return std::move(html_);
  }

 private:
  enum class State { none, paragraph, list };

  void enter(State state) {
    if (state_ == state) return;
    close();
    html_ += state == State::list ? "<ul>" : "<p>";
    state_ = state;
  }

  void close() {
    if (state_ != State::none) html_ += state_ == State::list ? "</ul>" : "</p>";
    state_ = State::none;
  }

  State state_ = State::none;
  std::string html_;
};

}  // namespace
}  // namespace plain_text

std::string plain_to_markdown(std::string_view text) {
  plain_text::Writer writer;
  for (const auto line : plain_text::lines_of(text)) {
    for (const auto item : plain_text::items_of(line)) writer.add(item);
  }
  return html_to_markdown(writer.take());
}

}  // namespace vitrine::cv::formats
