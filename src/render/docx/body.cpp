#include "render/docx/body.hpp"

#include <algorithm>

#include "render/common/escape.hpp"
#include "render/common/locale.hpp"
#include "render/common/markdown_events.hpp"

namespace vitrine::render::docx {

namespace {

/// Writes rich text into a body.
class DocxMarkdown final : public MarkdownWriter {
 public:
  DocxMarkdown(DocxBody& body, std::string_view style, std::string_view language, bool is_item)
      : body_(body), style_(style), is_item_(is_item) {
    run_.language = language;
    if (is_item_) begin("ListBullet", DocxBody::kBullets);
  }

  void enter_block(MD_BLOCKTYPE type, void* detail) override {
    switch (type) {
      case MD_BLOCK_UL:
        lists_.push_back(DocxBody::kBullets);
        break;
      case MD_BLOCK_OL:
        lists_.push_back(body_.new_numbered_list({.start = static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start,
                                                  .level = lists_.size() + (is_item_ ? 1 : 0)}));
        break;
      case MD_BLOCK_LI:
        begin_item();
        break;
      case MD_BLOCK_H:
        begin_paragraph();
        ++bold_;
        break;
      case MD_BLOCK_CODE:
        begin_paragraph();
        ++code_;
        break;
      case MD_BLOCK_P:
        begin_paragraph();
        break;
      default:
        break;
    }
  }

  void leave_block(MD_BLOCKTYPE type) override {
    if (type == MD_BLOCK_H) --bold_;
    if (type == MD_BLOCK_CODE) --code_;
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) lists_.pop_back();
    is_fresh_ = false;
  }

  void enter_span(MD_SPANTYPE type, void* detail) override {
    if (type == MD_SPAN_A) {
      run_.url = safe_url(attribute_text(static_cast<MD_SPAN_A_DETAIL*>(detail)->href)).value_or("");
    }
    count(type, 1);
  }

  void leave_span(MD_SPANTYPE type) override {
    if (type == MD_SPAN_A) run_.url.clear();
    count(type, -1);
  }

  void text(std::string_view text) override {
    run_.is_bold = bold_ > 0;
    run_.is_italic = italic_ > 0;
    run_.is_code = code_ > 0;
    while (!text.empty()) {
      const auto end = std::min(text.find('\n'), text.size());
      if (end > 0) body_.text(text.substr(0, end), run_);
      if (end < text.size()) body_.line_break();
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  void line_break(bool is_hard) override {
    if (is_hard) {
      body_.line_break();
    } else {
      body_.text(" ", run_);
    }
  }

 private:
  void count(MD_SPANTYPE type, int step) {
    if (type == MD_SPAN_EM) italic_ += step;
    if (type == MD_SPAN_STRONG) bold_ += step;
    if (type == MD_SPAN_CODE) code_ += step;
  }

  void begin_item() {
    const auto level = lists_.size() - (is_item_ ? 0 : 1);
    begin(lists_.back() == DocxBody::kBullets ? "ListBullet" : "ListNumber", lists_.back(), level);
    is_fresh_ = true;
  }

  /// The first paragraph of a list item is the item itself.
  void begin_paragraph() {
    if (is_fresh_) {
      is_fresh_ = false;
    } else if (!lists_.empty() || is_item_) {
      begin("ListContinue");
    } else {
      begin(style_);
    }
  }

  void begin(std::string_view style, int number = 0, std::size_t level = 0) {
    body_.paragraph(style, number, level);
    body_.run_by_letters();
  }

  DocxBody& body_;
  std::string_view style_;
  const bool is_item_;
  bool is_fresh_ = is_item_;  ///< whether a paragraph has just begun
  DocxRun run_;
  int bold_ = 0;
  int italic_ = 0;
  int code_ = 0;
  std::vector<int> lists_;
};

}  // namespace

DocxBody::DocxBody(std::string_view language)
    : language_(language), is_right_to_left_(Locale::is_right_to_left(language)) {}

void DocxBody::paragraph(std::string_view style, int number, std::size_t level) {
  close();
  properties_ = "<w:pStyle w:val=\"" + std::string(style) + "\"/>";
  if (number != 0) {
    properties_ += "<w:numPr><w:ilvl w:val=\"" + std::to_string(std::min(level, kDeepest)) +
                   "\"/><w:numId w:val=\"" + std::to_string(number) + "\"/></w:numPr>";
  }
}

void DocxBody::text(std::string_view text, const DocxRun& run) {
  if (text.empty()) return;
  if (runs_by_letters_) letters_ += text;
  const bool is_rtl = needs_isolation(text, false);
  std::string properties;
  if (!run.url.empty()) properties += "<w:rStyle w:val=\"Hyperlink\"/>";
  if (run.is_code) properties += "<w:rFonts w:ascii=\"Liberation Mono\" w:hAnsi=\"Liberation Mono\"/>";
  if (run.is_bold) properties += "<w:b/><w:bCs/>";
  if (run.is_italic) properties += "<w:i/><w:iCs/>";
  if (is_rtl) properties += "<w:rtl/>";
  if (!run.language.empty()) {
    const auto tag = escaped(run.language);
    properties += "<w:lang w:val=\"" + tag + "\" w:eastAsia=\"" + tag + "\" w:bidi=\"" + tag + "\"/>";
  }
  // A name such as "C++" on a page of the other direction: marks on both sides keep its signs in place (UAX
  // 9; U+200E).
  const bool is_foreign = is_right_to_left_ && !is_rtl && needs_isolation(text, true);
  const std::string_view mark = is_foreign ? "\u200E" : "";
  auto element = "<w:r>" + (properties.empty() ? "" : "<w:rPr>" + properties + "</w:rPr>") +
                 "<w:t xml:space=\"preserve\">" + std::string(mark) + escaped(text) + std::string(mark) +
                 "</w:t></w:r>";
  if (!run.url.empty()) {
    element = "<w:hyperlink r:id=\"" + link_id(run.url) + "\">" + element + "</w:hyperlink>";
  }
  runs_ += element;
}

void DocxBody::text(const cv::Text& text, DocxRun run) {
  run.language = text.language;
  this->text(text.value, run);
}

void DocxBody::line_break() {
  runs_ += "<w:r><w:br/></w:r>";
}

void DocxBody::markdown(const cv::Text& text, std::string_view style) {
  DocxMarkdown writer(*this, style, text.language, false);
  parse_markdown(text.value, writer);
}

void DocxBody::item(const cv::Text& text) {
  DocxMarkdown writer(*this, "ListBullet", text.language, true);
  parse_markdown(text.value, writer);
}

int DocxBody::new_numbered_list(const DocxNumbering& list) {
  numberings_.push_back(list);
  return kFirstNumbered + static_cast<int>(numberings_.size()) - 1;
}

std::string DocxBody::take() {
  close();
  return std::move(out_);
}

void DocxBody::close() {
  const bool is_rtl = runs_by_letters_ && runs_right_to_left(letters_, is_right_to_left_);
  if (runs_by_letters_ && is_rtl != is_right_to_left_) {
    properties_ += is_rtl ? "<w:bidi/>" : R"(<w:bidi w:val="0"/>)";
  }
  if (!runs_.empty()) {
    out_ += "<w:p><w:pPr>" + properties_ + "</w:pPr>" + runs_ + "</w:p>\n";
  }
  runs_.clear();
  properties_.clear();
  letters_.clear();
  runs_by_letters_ = false;
}

std::string DocxBody::link_id(const std::string& url) {
  const auto [at, is_new] = link_ids_.try_emplace(url, links_.size());
  if (is_new) links_.push_back(url);
  return "rId" + std::to_string(kFirstLink + at->second);
}

}  // namespace vitrine::render::docx
