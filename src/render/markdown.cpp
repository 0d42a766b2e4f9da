#include "render/markdown.hpp"

#include <md4c.h>

#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "render/escape.hpp"

namespace vitrine::render {

namespace {

void append_utf8(std::string& out, unsigned code_point) {
  const bool is_scalar =
      code_point != 0 && code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF);
  const unsigned c = is_scalar ? code_point : 0xFFFD;
  const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((c >> shift) & 0x3FU)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0U | (c >> 6U));
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0U | (c >> 12U));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0U | (c >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

/// The text of an entity; the entity as it stands where it is not one that people type.
std::string entity_text(std::string_view entity) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kNamed{
      {{"&amp;", "&"},       {"&lt;", "<"},    {"&gt;", ">"},    {"&quot;", "\""},  {"&apos;", "'"},
       {"&nbsp;", "\u00A0"}, {"&copy;", "©"},  {"&reg;", "®"},   {"&trade;", "™"},  {"&hellip;", "…"},
       {"&mdash;", "—"},     {"&ndash;", "–"}, {"&lsquo;", "‘"}, {"&rsquo;", "’"},  {"&ldquo;", "“"},
       {"&rdquo;", "”"},     {"&euro;", "€"},  {"&times;", "×"}, {"&middot;", "·"}, {"&bull;", "•"}}};
  for (const auto& [name, text] : kNamed) {
    if (entity == name) return std::string(text);
  }
  if (!entity.starts_with("&#")) return std::string(entity);
  auto digits = entity.substr(2, entity.size() - 3);
  const bool is_hex = digits.starts_with('x') || digits.starts_with('X');
  if (is_hex) digits.remove_prefix(1);
  unsigned code_point = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), code_point, is_hex ? 16 : 10);
  std::string out;
  append_utf8(out, code_point);
  return out;
}

std::string attribute_text(const MD_ATTRIBUTE& attribute) {
  std::string out;
  for (unsigned i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
    const auto begin = attribute.substr_offsets[i];
    const std::string_view part(attribute.text + begin, attribute.substr_offsets[i + 1] - begin);
    out += attribute.substr_types[i] == MD_TEXT_ENTITY ? entity_text(part) : std::string(part);
  }
  return out;
}

/// Receives md4c's events; one for each form of output.
class Writer {
 public:
  virtual ~Writer() = default;
  virtual void enter_block(MD_BLOCKTYPE type, void* detail) = 0;
  virtual void leave_block(MD_BLOCKTYPE type) = 0;
  virtual void enter_span(MD_SPANTYPE type, void* detail) = 0;
  virtual void leave_span(MD_SPANTYPE type) = 0;
  virtual void text(std::string_view text) = 0;
  virtual void line_break(bool is_hard) = 0;

  std::string out;

 protected:
  Writer() = default;
  Writer(const Writer&) = default;
  Writer& operator=(const Writer&) = default;
};

class HtmlBlocks : public Writer {
 public:
  void enter_block(MD_BLOCKTYPE type, void* detail) override { block(type, detail, true); }
  void leave_block(MD_BLOCKTYPE type) override { block(type, nullptr, false); }

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

  void text(std::string_view text) override { append_escaped(out, text); }
  void line_break(bool is_hard) override { out += is_hard ? "<br>\n" : "\n"; }

 private:
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

  std::vector<bool> open_links_;
};

class HtmlInline final : public HtmlBlocks {
 public:
  void enter_block(MD_BLOCKTYPE type, void*) override {
    if (type != MD_BLOCK_DOC && !out.empty() && !out.ends_with(' ')) out += ' ';
  }
  void leave_block(MD_BLOCKTYPE) override {}
  void line_break(bool) override { out += ' '; }
};

class PlainText final : public Writer {
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
  std::size_t depth_ = 0;  ///< of lists
  std::vector<std::pair<std::string, std::size_t>> links_;
};

class Paragraphs final : public Writer {
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
  std::vector<unsigned> numbers_;  ///< of the next item in each open list; 0: not numbered
  std::string marker_;
  bool is_open_ = false;
};

void parse(std::string_view markdown, Writer& writer) {
  MD_PARSER parser{};
  parser.flags = MD_FLAG_NOHTML;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* to) {
    static_cast<Writer*>(to)->enter_block(type, detail);
    return 0;
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* to) {
    static_cast<Writer*>(to)->leave_block(type);
    return 0;
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* to) {
    static_cast<Writer*>(to)->enter_span(type, detail);
    return 0;
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* to) {
    static_cast<Writer*>(to)->leave_span(type);
    return 0;
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* to) {
    auto* receiver = static_cast<Writer*>(to);
    const std::string_view view(text, size);
    switch (type) {
      case MD_TEXT_BR:
      case MD_TEXT_SOFTBR:
        receiver->line_break(type == MD_TEXT_BR);
        break;
      case MD_TEXT_NULLCHAR:
        receiver->text("\xEF\xBF\xBD");
        break;
      case MD_TEXT_ENTITY:
        receiver->text(entity_text(view));
        break;
      default:
        receiver->text(view);
    }
    return 0;
  };
  md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &writer);
}

}  // namespace

std::string markdown_blocks(std::string_view markdown) {
  HtmlBlocks writer;
  parse(markdown, writer);
  return std::move(writer.out);
}

std::string markdown_inline(std::string_view markdown) {
  HtmlInline writer;
  parse(markdown, writer);
  while (writer.out.ends_with(' ')) writer.out.pop_back();
  return std::move(writer.out);
}

std::string markdown_text(std::string_view markdown) {
  PlainText writer;
  parse(markdown, writer);
  while (writer.out.ends_with(' ') || writer.out.ends_with('\n')) writer.out.pop_back();
  return std::move(writer.out);
}

std::vector<RichParagraph> markdown_paragraphs(std::string_view markdown) {
  Paragraphs writer;
  parse(markdown, writer);
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
