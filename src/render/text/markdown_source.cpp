#include "render/text/markdown_source.hpp"

#include <algorithm>
#include <vector>

#include "render/common/escape.hpp"
#include "render/common/markdown_events.hpp"
#include "render/common/wrap.hpp"

namespace vitrine::render::text {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class MarkdownSource final : public MarkdownWriter {
 public:
  MarkdownSource(std::string_view first, std::string_view rest) : marker_(first), indent_(rest) {}

  void enter_block(MD_BLOCKTYPE type, void* detail) override {
    flush();
    const bool is_text =
        type == MD_BLOCK_P || type == MD_BLOCK_H || type == MD_BLOCK_CODE || type == MD_BLOCK_QUOTE;
    if (is_text && !is_fresh()) may_join_ = false;
    switch (type) {
      case MD_BLOCK_UL:
        begin_list(0);
        break;
      case MD_BLOCK_OL:
        begin_list(std::max(1U, static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start));
        break;
      case MD_BLOCK_LI:
        begin_item();
        break;
      case MD_BLOCK_QUOTE:
        open("> ", "> ");
        break;
      case MD_BLOCK_CODE:
        is_code_ = true;
        break;
      case MD_BLOCK_H:
        line_ += "**";
        break;
      case MD_BLOCK_HR:
        line_ = "* * *";
        is_rule_ = true;
        break;
      default:
        break;
    }
  }

  void leave_block(MD_BLOCKTYPE type) override {
    if (type == MD_BLOCK_H) line_ += "**";
    if (type == MD_BLOCK_CODE) {
      flush_code();
    } else {
      flush();
    }
    if (type == MD_BLOCK_LI || type == MD_BLOCK_QUOTE) close();
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) {
      lists_.pop_back();
      may_join_ = !lists_.empty();
    }
  }

  void enter_span(MD_SPANTYPE type, void* detail) override {
    if (type == MD_SPAN_A) {
      links_.push_back(safe_url(attribute_text(static_cast<MD_SPAN_A_DETAIL*>(detail)->href)).value_or(""));
      if (!links_.back().empty()) line_ += '[';
    } else if (type == MD_SPAN_CODE) {
      code_.clear();
      is_span_ = true;
    } else {
      line_ += mark(type);
    }
  }

  void leave_span(MD_SPANTYPE type) override {
    if (type == MD_SPAN_A) {
      if (!links_.back().empty()) line_ += "](" + markdown_destination(links_.back()) + ")";
      links_.pop_back();
    } else if (type == MD_SPAN_CODE) {
      is_span_ = false;
      const std::string fence(longest_run(code_) + 1, '`');
      const std::string pad = code_.starts_with('`') || code_.ends_with('`') ? " " : "";
      line_.append(fence).append(pad).append(code_).append(pad).append(fence);
    } else {
      line_ += mark(type);
    }
  }

  void text(std::string_view text) override {
    if (is_code_ || is_span_) {
      code_ += text;
    } else {
      line_ += markdown_escaped(text);
    }
  }

  void line_break(bool is_hard) override {
    if (is_span_) {
      code_ += ' ';
    } else {
      line_ += is_hard ? '\n' : ' ';
    }
  }

 private:
  static std::string_view mark(MD_SPANTYPE type) {
    return type == MD_SPAN_EM ? "*" : type == MD_SPAN_STRONG ? "**" : "";
  }

  static std::size_t longest_run(std::string_view text) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) {
      run = c == '`' ? run + 1 : 0;
      longest = std::max(longest, run);
    }
    return longest;
  }

  /// Whether the innermost item is still empty.
  [[nodiscard]] bool is_fresh() const { return marker_ != indent_; }

  void begin_list(unsigned start) {
    // Only a list that begins with 1 may follow a paragraph without an empty line (CommonMark section 5.3).
    if (!is_fresh() && (lists_.empty() || start > 1)) {
      may_join_ = false;
      part();
    }
    lists_.push_back(start);
  }

  void begin_item() {
    auto& number = lists_.back();
    const auto marker = number == 0 ? std::string("- ") : std::to_string(number++) + ". ";
    may_join_ = true;
    open(marker, std::string(marker.size(), ' '));
  }

  void open(const std::string& marker, const std::string& indent) {
    constexpr std::size_t kDeepest = 32;  // hostile input may nest a hundred thousand levels
    containers_.push_back(indent_);
    if (containers_.size() > kDeepest) return;
    marker_ += marker;
    indent_ += indent;
  }

  void close() {
    indent_ = containers_.back();
    // After the first output, the outer container continues with its indent.
    marker_ = indent_;
    containers_.pop_back();
    may_join_ = true;
  }

  /// An empty line between blocks, but not between the items of a list.
  void part() {
    if (!out.empty() && !may_join_) {
      auto blank = indent_;
      while (blank.ends_with(' ')) blank.pop_back();
      out += blank + "\n";
    }
    may_join_ = false;
  }

  void flush() {
    std::string_view text = line_;
    if (text.find_first_not_of(" \n") == std::string_view::npos) {
      line_.clear();
      return;
    }
    part();
    while (!text.empty()) {
      const auto end = std::min(text.find('\n'), text.size());
      auto line = std::string(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
      if (!is_rule_) line = with_plain_beginning(std::move(line));
      auto lines = wrapped(line, {.first = marker_, .rest = indent_, .may_begin = [](std::string_view word) {
                                    return !begins_block(word);
                                  }});
      if (!text.empty() && !lines.empty()) lines.back() += '\\';
      for (const auto& one : lines) out += one + "\n";
      if (!lines.empty()) marker_ = indent_;
    }
    line_.clear();
    is_rule_ = false;
  }

  void flush_code() {
    part();
    const std::string fence(std::max<std::size_t>(3, longest_run(code_) + 1), '`');
    out += marker_ + fence + "\n";
    marker_ = indent_;
    std::string_view rest = code_;
    while (!rest.empty()) {
      const auto end = std::min(rest.find('\n'), rest.size());
      out.append(indent_).append(rest.substr(0, end)).append("\n");
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    out += indent_ + fence + "\n";
    code_.clear();
    is_code_ = false;
  }

  std::string marker_;  ///< prefix of the next line
  std::string indent_;  ///< prefix of the lines after it
  std::string line_;    ///< the paragraph so far; "\n" is a hard break
  std::string code_;
  bool is_code_ = false;
  bool is_span_ = false;
  bool is_rule_ = false;
  bool may_join_ = true;                 ///< whether the next block needs no empty line before it
  std::vector<unsigned> lists_;          ///< next number of each open list; 0: not numbered
  std::vector<std::string> containers_;  ///< indents outside the open containers
  std::vector<std::string> links_;
};

}  // namespace

bool begins_block(std::string_view word) {
  if (word.empty()) return false;
  if (std::string_view("-+=#>~").find(word.front()) != std::string_view::npos) return true;
  const auto digits = std::ranges::find_if_not(word, is_digit) - word.begin();
  return digits > 0 && static_cast<std::size_t>(digits) < word.size() &&
         (word[static_cast<std::size_t>(digits)] == '.' || word[static_cast<std::size_t>(digits)] == ')');
}

std::string with_plain_beginning(std::string line) {
  if (!begins_block(line)) return line;
  const auto digits = std::ranges::find_if_not(line, is_digit) - line.begin();
  line.insert(static_cast<std::size_t>(digits), "\\");
  return line;
}

std::string markdown_destination(std::string_view url) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || c == '<' || c == '>' || c == '\\') {
      out += {'%', kDigits[byte >> 4U], kDigits[byte & 0xFU]};
    } else {
      if (c == '(' || c == ')') out += '\\';
      out += c;
    }
  }
  return out;
}

std::string markdown_escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_entity = c == '&' && i + 1 < text.size() &&
                           (text[i + 1] == '#' || std::isalpha(static_cast<unsigned char>(text[i + 1])) != 0);
    if (std::string_view("\\`*_[]<").find(c) != std::string_view::npos || is_entity) out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

std::string markdown_source(std::string_view markdown, std::string_view first, std::string_view rest) {
  MarkdownSource writer(first, rest);
  parse_markdown(markdown, writer);
  return std::move(writer.out);
}

}  // namespace vitrine::render::text
