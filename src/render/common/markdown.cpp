#include "render/common/markdown.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "render/common/escape.hpp"
#include "render/common/locale.hpp"
#include "render/common/markdown_events.hpp"

namespace vitrine::render {

namespace {

class HtmlBlocks : public MarkdownWriter {
 public:
  /// With `has_directions`, each paragraph and item of the other direction gets a `dir` attribute.
  explicit HtmlBlocks(bool has_directions = false, bool is_page_rtl = false)
      : has_directions_(has_directions), is_page_rtl_(is_page_rtl) {}

  void enter_block(MD_BLOCKTYPE type, void* detail) override {
    block(type, detail, true);
    if (!has_direction(type)) return;
    out.pop_back();  // the end of its tag
    out += kLeftToRight;
    open_texts_.push_back({.end = out.size(), .text = {}});
  }
  void leave_block(MD_BLOCKTYPE type) override {
    if (has_direction(type)) {
      const auto& [end, text] = open_texts_.back();
      if (runs_right_to_left(text, is_page_rtl_)) {
        out.replace(end - kRightToLeft.size(), kRightToLeft.size(), kRightToLeft);
      }
      open_texts_.pop_back();
    }
    block(type, nullptr, false);
  }

  void enter_span(MD_SPANTYPE type, void* detail) override {
    if (type == MD_SPAN_A) {
      auto url = safe_url(attribute_text(static_cast<MD_SPAN_A_DETAIL*>(detail)->href));
      if (url) out += "<a href=\"" + escaped(*url) + "\">";
      open_links_.push_back(url.has_value());
    } else {
      span(type, "<");
    }
  }

  void leave_span(MD_SPANTYPE type) override {
    if (type == MD_SPAN_A) {
      if (open_links_.back()) out += "</a>";
      open_links_.pop_back();
    } else {
      span(type, "</");
    }
  }

  void text(std::string_view text) override {
    append_escaped(out, text);
    // A paragraph may be the whole content of its item.
    constexpr std::size_t kTold = 2;
    const auto count = std::min(open_texts_.size(), kTold);
    for (std::size_t i = open_texts_.size() - count; i < open_texts_.size(); ++i) open_texts_[i].text += text;
  }
  void line_break(bool is_hard) override { out += is_hard ? "<br>\n" : "\n"; }

 private:
  static constexpr std::string_view kLeftToRight = R"( dir="ltr">)";
  static constexpr std::string_view kRightToLeft = R"( dir="rtl">)";  // as long as kLeftToRight

  /// The text of an open block, and the end of its tag.
  struct OpenText {
    std::size_t end = 0;
    std::string text;
  };

  [[nodiscard]] bool has_direction(MD_BLOCKTYPE type) const {
    return has_directions_ && (type == MD_BLOCK_P || type == MD_BLOCK_LI);
  }

  void block(MD_BLOCKTYPE type, void* detail, bool is_begin) {
    const std::string_view open = is_begin ? "<" : "</";
    const auto tag = [&](std::string_view name, std::string_view behind) {
      out += open;
      out += name;
      out += ">";
      out += behind;
    };
    switch (type) {
      case MD_BLOCK_P:
        tag("p", is_begin ? "" : "\n");
        break;
      case MD_BLOCK_H:
        out += is_begin ? "<p><strong>" : "</strong></p>\n";
        break;
      case MD_BLOCK_UL:
        tag("ul", "\n");
        break;
      case MD_BLOCK_OL: {
        const auto start = is_begin ? static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start : 1;
        if (is_begin && start != 1) {
          out += "<ol start=\"" + std::to_string(start) + "\">\n";
        } else {
          tag("ol", "\n");
        }
        break;
      }
      case MD_BLOCK_LI:
        tag("li", is_begin ? "" : "\n");
        break;
      case MD_BLOCK_QUOTE:
        tag("blockquote", "\n");
        break;
      case MD_BLOCK_CODE:
        out += is_begin ? "<pre><code>" : "</code></pre>\n";
        break;
      case MD_BLOCK_HR:
        if (is_begin) out += "<hr>\n";
        break;
      default:
        break;  // the document itself; tables and raw HTML are off
    }
  }

  void span(MD_SPANTYPE type, std::string_view open) {
    const std::string_view name = type == MD_SPAN_EM       ? "em"
                                  : type == MD_SPAN_STRONG ? "strong"
                                  : type == MD_SPAN_CODE   ? "code"
                                                           : "";
    if (!name.empty()) out.append(open).append(name).append(">");
  }

  const bool has_directions_;
  const bool is_page_rtl_;
  std::vector<OpenText> open_texts_;
  std::vector<bool> open_links_;
};

class HtmlArticle final : public HtmlBlocks {
 public:
  void enter_block(MD_BLOCKTYPE type, void* detail) override {
    if (type != MD_BLOCK_H) return HtmlBlocks::enter_block(type, detail);
    const auto level = static_cast<MD_BLOCK_H_DETAIL*>(detail)->level;
    level_ = has_title_ ? std::max(level, 2U) : 1U;
    out += "<h" + std::to_string(level_) + ">";
  }
  void leave_block(MD_BLOCKTYPE type) override {
    if (type != MD_BLOCK_H) return HtmlBlocks::leave_block(type);
    out += "</h" + std::to_string(level_) + ">\n";
    level_ = 0;
    has_title_ = true;
  }
  void text(std::string_view text) override {
    if (level_ == 1) title += text;
    HtmlBlocks::text(text);
  }

  std::string title;

 private:
  unsigned level_ = 0;  ///< level of the open heading; 0: none is open
  bool has_title_ = false;
};

class HtmlInline final : public HtmlBlocks {
 public:
  void enter_block(MD_BLOCKTYPE type, void*) override {
    if (type != MD_BLOCK_DOC && !out.empty() && !out.ends_with(' ')) out += ' ';
  }
  void leave_block(MD_BLOCKTYPE) override {}
  void line_break(bool) override { out += ' '; }
};

class PlainText final : public MarkdownWriter {
 public:
  void enter_block(MD_BLOCKTYPE type, void*) override {
    if (type == MD_BLOCK_DOC) return;
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) ++depth_;
    if (type == MD_BLOCK_LI) {
      new_line();
      out.append(2 * (depth_ - 1), ' ');
      out += "- ";
    } else if (!out.empty() && !out.ends_with("- ")) {
      new_line();
      if (depth_ == 0) out += '\n';
    }
  }
  void leave_block(MD_BLOCKTYPE type) override {
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) --depth_;
  }
  void enter_span(MD_SPANTYPE type, void* detail) override {
    if (type == MD_SPAN_A) {
      links_.emplace_back(safe_url(attribute_text(static_cast<MD_SPAN_A_DETAIL*>(detail)->href)).value_or(""),
                          out.size());
    }
  }
  void leave_span(MD_SPANTYPE type) override {
    if (type != MD_SPAN_A) return;
    const auto [url, begin] = links_.back();
    links_.pop_back();
    const auto shown = short_url(url);
    if (!url.empty() && short_url(std::string_view(out).substr(begin)) != shown) out += " (" + shown + ")";
  }
  void text(std::string_view text) override { out += text; }
  void line_break(bool is_hard) override { out += is_hard ? '\n' : ' '; }

 private:
  void new_line() {
    while (out.ends_with(' ') || out.ends_with('\n')) out.pop_back();
    if (!out.empty()) out += '\n';
  }
  std::size_t depth_ = 0;  ///< number of open lists
  std::vector<std::pair<std::string, std::size_t>> links_;
};

class Paragraphs final : public MarkdownWriter {
 public:
  void enter_block(MD_BLOCKTYPE type, void* detail) override {
    switch (type) {
      case MD_BLOCK_UL:
        numbers_.push_back(0);
        break;
      case MD_BLOCK_OL:
        numbers_.push_back(static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start);
        break;
      case MD_BLOCK_LI:
        marker_ = numbers_.back() == 0 ? "•" : std::to_string(numbers_.back()++) + ".";
        is_open_ = false;
        break;
      case MD_BLOCK_H:
        style_.is_strong = true;
        is_open_ = false;
        break;
      case MD_BLOCK_CODE:
        style_.is_code = true;
        is_open_ = false;
        break;
      default:
        is_open_ = false;
    }
  }
  void leave_block(MD_BLOCKTYPE type) override {
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) numbers_.pop_back();
    if (type == MD_BLOCK_H) style_.is_strong = false;
    if (type == MD_BLOCK_CODE) style_.is_code = false;
    is_open_ = false;
  }
  void enter_span(MD_SPANTYPE type, void* detail) override {
    if (type == MD_SPAN_A) {
      style_.url = safe_url(attribute_text(static_cast<MD_SPAN_A_DETAIL*>(detail)->href)).value_or("");
    } else {
      set(type, true);
    }
  }
  void leave_span(MD_SPANTYPE type) override {
    if (type == MD_SPAN_A) {
      style_.url.clear();
    } else {
      set(type, false);
    }
  }
  void text(std::string_view text) override {
    if (!is_open_) {
      paragraphs.push_back({.depth = numbers_.size(), .marker = std::exchange(marker_, {})});
      is_open_ = true;
    }
    paragraphs.back().runs.push_back(style_);
    paragraphs.back().runs.back().text = text;
  }
  void line_break(bool is_hard) override { text(is_hard ? "\n" : " "); }

  std::vector<RichParagraph> paragraphs;

 private:
  void set(MD_SPANTYPE type, bool is_on) {
    if (type == MD_SPAN_EM) style_.is_emphasis = is_on;
    if (type == MD_SPAN_STRONG) style_.is_strong = is_on;
    if (type == MD_SPAN_CODE) style_.is_code = is_on;
  }
  RichRun style_;
  std::vector<unsigned> numbers_;  ///< number of the next item in each open list; 0: not numbered
  std::string marker_;
  bool is_open_ = false;
};
}  // namespace

std::string markdown_blocks(std::string_view markdown, bool is_page_rtl) {
  HtmlBlocks writer(needs_isolation(markdown, is_page_rtl), is_page_rtl);
  parse_markdown(markdown, writer);
  return std::move(writer.out);
}

MarkdownArticle markdown_article(std::string_view markdown) {
  HtmlArticle writer;
  parse_markdown(markdown, writer);
  return {.title = std::move(writer.title), .html = std::move(writer.out)};
}

std::string markdown_inline(std::string_view markdown) {
  HtmlInline writer;
  parse_markdown(markdown, writer);
  while (writer.out.ends_with(' ')) writer.out.pop_back();
  return std::move(writer.out);
}

std::string markdown_text(std::string_view markdown) {
  PlainText writer;
  parse_markdown(markdown, writer);
  while (writer.out.ends_with(' ') || writer.out.ends_with('\n')) writer.out.pop_back();
  return std::move(writer.out);
}

std::vector<RichParagraph> markdown_paragraphs(std::string_view markdown) {
  Paragraphs writer;
  parse_markdown(markdown, writer);
  return std::move(writer.paragraphs);
}

std::string markdown_line(std::string_view markdown) {
  std::string line;
  for (const char c : markdown_text(markdown)) {
    const bool is_space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!is_space) {
      line += c;
    } else if (!line.empty() && !line.ends_with(' ')) {
      line += ' ';
    }
  }
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

}  // namespace vitrine::render
