#include "cv/import/docx_line.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.hpp"
#include "cv/formats/html_to_markdown.hpp"

namespace vitrine::cv::importing {

namespace docx_line {
namespace {

constexpr std::string_view kEdges = " \t\r\n,;:|-";

/// Without signs and dashes that separate it from other text.
std::string bare(std::string_view text) {
  for (bool is_changed = true; is_changed;) {
    is_changed = false;
    const auto size = text.size();
    text = base::trimmed(text, kEdges);
    for (const std::string_view sign : {"–", "—", "·", "•", "\u00A0"}) {
      if (text.starts_with(sign)) text.remove_prefix(sign.size());
      if (text.ends_with(sign)) text.remove_suffix(sign.size());
    }
    const bool is_bracketed = text.size() > 1 && text.front() == '(' && text.find(')') == text.size() - 1;
    if (is_bracketed) text = text.substr(1, text.size() - 2);
    is_changed = text.size() != size;
  }
  return std::string(text);
}

std::vector<std::string> split(std::string_view text, std::initializer_list<std::string_view> signs) {
  std::vector<std::string> out;
  std::string part;
  const auto end_part = [&] {
    if (auto clean = std::string(base::trimmed(part)); !clean.empty()) out.push_back(std::move(clean));
    part.clear();
  };
  while (!text.empty()) {
    const auto* const sign =
        std::ranges::find_if(signs, [&](std::string_view one) { return text.starts_with(one); });
    if (sign != signs.end()) {
      end_part();
      text.remove_prefix(sign->size());
    } else {
      part += text.front();
      text.remove_prefix(1);
    }
  }
  end_part();
  return out;
}

/// Whether a bare number may be a date: a year between other words is none.
bool is_alone(std::string_view candidate, std::string_view rest, bool is_end) {
  const bool is_year = std::ranges::all_of(candidate, base::is_ascii_digit);
  if (!is_year || rest.empty()) return true;
  rest = base::trimmed(rest);
  return is_end ? rest.ends_with(',') || rest.ends_with(':') || rest.ends_with(';') || rest.ends_with("–") ||
                      rest.ends_with('-')
                : rest.starts_with(':') || rest.starts_with("–") || rest.starts_with('-') ||
                      rest.starts_with(',');
}

std::optional<DatedText> split_at_end(std::string_view text, bool is_end) {
  constexpr int kMostWords = 9;
  std::vector<std::size_t> cuts;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == ' ') cuts.push_back(i);
  }
  if (is_end) std::ranges::reverse(cuts);
  cuts.resize(std::min<std::size_t>(cuts.size(), kMostWords));
  std::ranges::reverse(cuts);  // longest first
  for (const auto cut : cuts) {
    const auto own = is_end ? text.substr(cut) : text.substr(0, cut);
    const auto rest = is_end ? text.substr(0, cut) : text.substr(cut);
    const auto candidate = bare(own);
    const auto period = formats::loose_period(candidate);
    if (period && is_alone(candidate, rest, is_end)) return DatedText{bare(rest), *period};
  }
  return std::nullopt;
}

}  // namespace
}  // namespace docx_line

std::vector<DocxLine> docx_lines(const Source& paragraphs) {
  std::vector<DocxLine> out;
  const auto number = [](const Source& from, int otherwise) {
    const auto text = from.peek();
    int value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  };
  for (const auto& one : paragraphs.elements()) {
    DocxLine line{.source = one,
                  .text = one.get("text").peek(),
                  .markdown = formats::html_to_markdown(one.get("html").peek()),
                  .style = one.get("style").peek(),
                  .url = one.get("url").peek(),
                  .heading = number(one.get("heading"), -1),
                  .list = number(one.get("list"), -1),
                  .is_numbered = one.get("numbered").is(true),
                  .is_bold = one.get("bold").is(true),
                  .is_caps = one.get("caps").is(true),
                  .is_aside = one.has("place"),
                  .size = number(one.get("size"), 0)};
    for (const auto& part : one.get("parts").elements()) line.parts.push_back(part.peek());
    if (!line.text.empty()) out.push_back(std::move(line));
  }
  return out;
}

std::optional<DatedText> split_period(std::string_view text) {
  using namespace docx_line;
  constexpr std::size_t kLongestLine = 400;
  text = base::trimmed(text);
  if (text.empty() || text.size() > kLongestLine) return std::nullopt;
  if (const auto period = formats::loose_period(bare(text))) return DatedText{"", *period};
  const auto cells = split_cells(text);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto period = formats::loose_period(bare(cells[i]));
    if (!period) continue;
    std::string rest;
    for (std::size_t j = 0; j < cells.size(); ++j) {
      if (j != i) rest += (rest.empty() ? "" : "\t") + cells[j];
    }
    return DatedText{rest, *period};
  }
  if (text.ends_with(')')) {
    const auto begin = text.rfind('(');
    if (begin != std::string_view::npos) {
      if (const auto period = formats::loose_period(bare(text.substr(begin))))
        return DatedText{bare(text.substr(0, begin)), *period};
    }
  }
  if (auto at_end = split_at_end(text, true)) return at_end;
  return split_at_end(text, false);
}

std::vector<std::string> split_cells(std::string_view text) {
  return docx_line::split(text, {"\t", "\n", " | ", "|", " · ", " • ", "•"});
}

std::vector<std::string> split_head(std::string_view text, const std::vector<std::string>& parts) {
  using namespace docx_line;
  if (parts.size() > 1) return parts;
  std::vector<std::string> out;
  for (const auto& cell : split(text, {"\t", "\n", " | ", " · ", " • ", " – ", " — ", " - ", " @ "})) {
    if (auto clean = bare(cell); !clean.empty()) out.push_back(std::move(clean));
  }
  if (out.size() == 1) out = formats::split_terms(out.front());
  return out;
}

bool has_word(std::string_view text, std::initializer_list<std::string_view> words) {
  const auto name = " " + base::ascii_lower(text) + " ";
  return std::ranges::any_of(words,
                             [&](std::string_view one) { return name.find(one) != std::string::npos; });
}

}  // namespace vitrine::cv::importing
