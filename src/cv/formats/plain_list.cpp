#include "cv/formats/plain_list.hpp"

#include <algorithm>
#include <array>

namespace vitrine::cv::formats {

namespace {

/// Characters that only begin list items; the last ones come from Word's symbol fonts.
constexpr std::array<std::string_view, 27> kBullets{
    "•", "▪", "▫", "‣", "◦", "●", "○", "■", "□", "◆", "◇",      "❖",      "➢",     "➤",
    "►", "▶", "▸", "▹", "✓", "✔", "⁃", "∙", "·", "➔", "\uF0B7", "\uF0A7", "\uF0D8"};
/// Characters that may begin an item, but also a line of dialogue.
constexpr std::array<std::string_view, 5> kDashes{"–", "—", "−", "\\-", "\\*"};
/// CommonMark's own markers.
constexpr std::array<std::string_view, 3> kMarks{"-", "*", "+"};

constexpr std::string_view kSpace = " \t";
constexpr std::string_view kNoBreakSpace = "\u00A0";

struct Line {
  std::size_t indent = 0;  ///< columns before the text
  std::string_view bullet;
  std::string_view text;  ///< behind the bullet, trimmed
  bool is_dash = false;
};

std::string_view without_margin(std::string_view text) {
  while (true) {
    if (text.starts_with(kNoBreakSpace)) {
      text.remove_prefix(kNoBreakSpace.size());
    } else if (!text.empty() && kSpace.find(text.front()) != std::string_view::npos) {
      text.remove_prefix(1);
    } else {
      break;
    }
  }
  while (!text.empty() && std::string_view(" \t\r").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  return text;
}

template <std::size_t size>
std::string_view beginning(std::string_view text, const std::array<std::string_view, size>& bullets) {
  const auto at =
      std::ranges::find_if(bullets, [&](std::string_view bullet) { return text.starts_with(bullet); });
  return at == bullets.end() ? std::string_view{} : *at;
}

Line read_line(std::string_view line) {
  Line out;
  const auto text = without_margin(line);
  for (const char c : line.substr(0, static_cast<std::size_t>(text.data() - line.data())))
    out.indent += c == '\t' ? 4 : 1;
  out.bullet = beginning(text, kBullets);
  if (out.bullet.empty()) {
    out.bullet = beginning(text, kDashes);
    out.is_dash = !out.bullet.empty();
  }
  const auto rest = text.substr(out.bullet.size());
  const bool has_space = !rest.empty() && (kSpace.find(rest.front()) != std::string_view::npos ||
                                           rest.starts_with(kNoBreakSpace));
  out.text = without_margin(rest);
  if (out.text.empty() || (out.is_dash && !has_space)) out.bullet = {};
  return out;
}

template <class Take>
void each_line(std::string_view text, Take take) {
  while (true) {
    const auto end = std::min(text.find('\n'), text.size());
    take(text.substr(0, end));
    if (end == text.size()) return;
    text.remove_prefix(end + 1);
  }
}

/// The text between bullets of one kind in a line.
std::vector<std::string_view> parted(const Line& line) {
  std::vector<std::string_view> parts;
  auto rest = line.text;
  const auto mark = " " + std::string(line.bullet) + " ";
  // A middle dot also separates words.
  const bool may_part = !line.is_dash && line.bullet != "·";
  for (auto at = rest.find(mark); may_part && at != std::string_view::npos; at = rest.find(mark)) {
    parts.push_back(without_margin(rest.substr(0, at)));
    rest.remove_prefix(at + mark.size());
  }
  parts.push_back(without_margin(rest));
  return parts;
}

bool is_fence(std::string_view line) {
  const auto text = without_margin(line);
  return text.starts_with("```") || text.starts_with("~~~");
}

}  // namespace

std::string with_plain_lists(std::string_view markdown) {
  std::size_t dashes = 0;
  each_line(markdown, [&](std::string_view line) {
    const auto read = read_line(line);
    if (read.is_dash && !read.bullet.empty()) ++dashes;
  });
  std::string out;
  bool is_code = false;
  bool is_first = true;
  each_line(markdown, [&](std::string_view line) {
    if (!is_first) out += '\n';
    if (is_fence(line)) is_code = !is_code;
    const auto read = read_line(line);
    if (is_code || read.bullet.empty() || (read.is_dash && dashes < 2)) {
      out += line;
    } else {
      // A hard break before an item would be visible.
      if (out.ends_with("\\\n")) out.erase(out.size() - 2, 1);
      bool is_begun = false;
      for (const auto text : parted(read)) {
        if (text.empty()) continue;
        if (is_begun) out += '\n';
        out.append(read.indent >= 2 ? "  - " : "- ").append(text);
        is_begun = true;
      }
    }
    is_first = false;
  });
  return out;
}

std::vector<std::string> list_items(const std::string& markdown) {
  std::vector<std::string> items;
  bool is_list = true;
  each_line(markdown, [&](std::string_view line) {
    const auto mark = beginning(line, kMarks);
    const bool begins = !mark.empty() && line.size() > 2 && line[1] == ' ' && line[2] != ' ';
    if (begins) {
      items.emplace_back(without_margin(line.substr(2)));
    } else if (!items.empty() && line.starts_with("  ") && beginning(without_margin(line), kMarks).empty() &&
               !without_margin(line).empty()) {
      items.back().append("\n").append(without_margin(line));
    } else if (!without_margin(line).empty() || items.empty()) {
      is_list = false;
    }
  });
  const auto is_rule = [](const std::string& item) {
    return item.find_first_not_of(" -*") == std::string::npos;
  };
  if (!is_list || std::ranges::any_of(items, is_rule)) return {markdown};
  return items;
}

}  // namespace vitrine::cv::formats
