#include "cv/docx/reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.hpp"
#include "cv/formats/loose_text.hpp"

namespace vitrine::cv::docx {

namespace docx_reader {
namespace {

constexpr std::size_t kMostParagraphs = 20'000;

int number_in(std::string_view text, int otherwise) {
  int out = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

/// Without marks of direction (UAX 9, section 2): they belong to the page, not to the text.
std::string without_marks(std::string_view text) {
  static constexpr std::array<std::string_view, 11> kMarks{"\u200E", "\u200F", "\u202A", "\u202B",
                                                           "\u202C", "\u202D", "\u202E", "\u2066",
                                                           "\u2067", "\u2068", "\u2069"};
  std::string out(text);
  if (out.find('\xE2') == std::string::npos) return out;
  std::string clean;
  for (std::size_t i = 0; i < out.size();) {
    const auto* const mark = std::ranges::find(kMarks, std::string_view(out).substr(i, 3));
    if (mark == kMarks.end()) {
      clean += out[i++];
    } else {
      i += mark->size();
    }
  }
  return clean;
}

/// An open field such as HYPERLINK (ECMA-376 part 1, 17.16).
struct Field {
  std::string instruction;
  bool is_shown = false;  ///< its result has begun
  std::string url;
};

/// The address of `HYPERLINK "https://…"`; "" for a place in the same file and for other fields.
std::string url_of(std::string_view instruction) {
  instruction = base::trimmed(instruction);
  if (!instruction.starts_with("HYPERLINK")) return {};
  instruction = base::trimmed(instruction.substr(9));
  if (!instruction.starts_with('"')) return {};
  instruction.remove_prefix(1);
  return std::string(instruction.substr(0, instruction.find('"')));
}

/// A paragraph that is still open.
struct OpenParagraph {
  DocxParagraph made;
  std::string numbering;  ///< its own, else from its style
  std::optional<int> level;
  DocxTextRun run;
  bool is_hidden = false;
  std::vector<DocxParagraph> boxes;  ///< text boxes, which follow the paragraph
  std::vector<Field> fields;
  std::vector<std::string> links;
  bool is_in_run = false;
  bool is_in_properties = false;  ///< in the paragraph's properties, whose run properties apply only to the
                                  ///< paragraph mark
};

using Paragraphs = std::vector<DocxParagraph>;

bool is_period(const Paragraphs& cell) {
  return cell.size() == 1 && formats::loose_period(plain_text_of(cell.front())).has_value();
}

void add_tabbed(DocxParagraph& to, DocxParagraph& from) {
  to.runs.push_back({.text = "\t"});
  std::ranges::move(from.runs, std::back_inserter(to.runs));
}

/// The paragraphs of a table row. Cells of one line each become one line with tabs. A date beside other cells
/// joins their first line, where people write it without a table.
Paragraphs flattened(std::vector<Paragraphs> cells) {
  std::erase_if(cells, [](const Paragraphs& cell) { return cell.empty(); });
  const bool is_line = std::ranges::all_of(
      cells, [](const Paragraphs& cell) { return cell.size() == 1 && !cell.front().list; });
  const auto date = std::ranges::find_if(cells, is_period);
  if (!is_line && cells.size() == 2 && date != cells.end()) {
    auto& other = date == cells.begin() ? cells[1] : cells[0];
    add_tabbed(other.front(), date->front());
    return std::move(other);
  }
  Paragraphs out;
  for (auto& cell : cells) {
    if (is_line && !out.empty()) {
      add_tabbed(out.front(), cell.front());
    } else {
      std::ranges::move(cell, std::back_inserter(out));
    }
  }
  return out;
}

class PartReader final : public formats::XmlHandler {
 public:
  explicit PartReader(const DocxContext& context) : context_(context) { sinks_.emplace_back(); }

  bool start(const formats::XmlName& name, const std::vector<formats::XmlAttribute>& attributes) override {
    if (skipped_ > 0 || is_skipped(name)) {
      ++skipped_;
      return true;
    }
    if (name.local == "blip") ++reading_.pictures;
    if (!is_word(name)) return true;
    if (name.local == "p") {
      begin_paragraph();
    } else if (name.local == "txbxContent" || name.local == "tc") {
      sinks_.emplace_back();
    } else if (name.local == "tr") {
      rows_.emplace_back();
    } else if (!open_.empty()) {
      within_paragraph(name.local, attributes);
    }
    return count_ <= kMostParagraphs;
  }

  void end(const formats::XmlName& name) override {
    if (skipped_ > 0) {
      --skipped_;
      return;
    }
    if (!is_word(name)) return;
    if (name.local == "p" && !open_.empty()) {
      end_paragraph();
    } else if (name.local == "txbxContent" && sinks_.size() > 1) {
      auto inner = take_sink();
      auto& to = open_.empty() ? sinks_.back() : open_.back().boxes;
      std::ranges::move(inner, std::back_inserter(to));
    } else if (name.local == "tc" && sinks_.size() > 1) {
      auto inner = take_sink();
      if (rows_.empty()) rows_.emplace_back();
      rows_.back().push_back(std::move(inner));
    } else if (name.local == "tr" && !rows_.empty()) {
      std::ranges::move(flattened(std::move(rows_.back())), std::back_inserter(sinks_.back()));
      rows_.pop_back();
    } else if (!open_.empty()) {
      end_within(name.local);
    }
  }

  void text(std::string_view text) override {
    if (skipped_ > 0 || open_.empty()) return;
    if (is_text_) add(text);
    if (is_instruction_ && !open_.back().fields.empty()) open_.back().fields.back().instruction += text;
  }

  DocxReading take() {
    reading_.paragraphs = std::move(sinks_.front());
    return std::move(reading_);
  }

 private:
  /// Content to skip: the fallback of alternative content, moved or deleted text, ruby text.
  static bool is_skipped(const formats::XmlName& name) {
    const bool is_compatibility = name.space.ends_with("markup-compatibility/2006");
    return (is_compatibility && name.local == "Fallback") ||
           (is_word(name) && (name.local == "moveFrom" || name.local == "rt" || name.local == "del"));
  }

  Paragraphs take_sink() {
    auto out = std::move(sinks_.back());
    sinks_.pop_back();
    return out;
  }

  void begin_paragraph() {
    ++count_;
    open_.emplace_back();
    open_.back().made.style = context_.styles.find("");
  }

  void within_paragraph(std::string_view name, const std::vector<formats::XmlAttribute>& attributes) {
    auto& open = open_.back();
    if (name == "pPr") {
      open.is_in_properties = true;
    } else if (open.is_in_properties) {
      paragraph_property(open, name, attributes);
    } else if (name == "r") {
      open.is_in_run = true;
      open.is_hidden = false;
      const auto& style = open.made.style;
      open.run = {.is_bold = style.is_bold.value_or(false), .is_italic = style.is_italic.value_or(false)};
    } else if (name == "hyperlink") {
      const auto relation = context_.relations.find(relation_id(attributes));
      const bool is_known = relation != context_.relations.end() && relation->second.is_external;
      open.links.push_back(is_known ? relation->second.target : std::string{});
    } else if (name == "fldSimple") {
      open.links.push_back(url_of(word_value(attributes, "instr")));
      note_field(word_value(attributes, "instr"));
    } else if (name == "fldChar") {
      field_mark(open, word_value(attributes, "fldCharType"));
    } else if (open.is_in_run) {
      within_run(open, name, attributes);
    }
  }

  static std::string relation_id(const std::vector<formats::XmlAttribute>& attributes) {
    const auto at = std::ranges::find_if(attributes, [](const formats::XmlAttribute& one) {
      return one.name.local == "id" && one.name.space.ends_with("/relationships");
    });
    return at == attributes.end() ? std::string{} : std::string(at->value);
  }

  void paragraph_property(OpenParagraph& open, std::string_view name,
                          const std::vector<formats::XmlAttribute>& attributes) {
    const auto value = word_value(attributes);
    if (name == "pStyle") {
      open.made.style = context_.styles.find(value);
      open.made.size = open.made.style.size.value_or(0);
      open.made.is_caps = open.made.style.is_caps.value_or(false);
    } else if (name == "numId") {
      open.numbering = value;
    } else if (name == "ilvl") {
      open.level = number_in(value, 0);
    } else if (name == "outlineLvl") {
      const int level = number_in(value, 9);
      if (level >= 0 && level < 9) open.made.style.heading = level + 1;
    }
  }

  void within_run(OpenParagraph& open, std::string_view name,
                  const std::vector<formats::XmlAttribute>& attributes) {
    if (name == "t") {
      is_text_ = true;
      goes_on_ = false;
    } else if (name == "instrText") {
      is_instruction_ = true;
    } else if (name == "tab" || name == "ptab") {
      add("\t");
    } else if (name == "cr" || name == "br") {
      add("\n");
    } else if (name == "noBreakHyphen") {
      add("\u2011");
    } else if (name == "b") {
      open.run.is_bold = is_on(attributes);
    } else if (name == "i") {
      open.run.is_italic = is_on(attributes);
    } else if (name == "vanish") {
      open.is_hidden = is_on(attributes);
    } else if (name == "caps" || name == "smallCaps") {
      if (open.made.runs.empty()) open.made.is_caps = is_on(attributes);
    } else if (name == "sz") {
      if (open.made.runs.empty()) open.made.size = number_in(word_value(attributes), 0);
    } else if (name == "rFonts") {
      const auto font = base::ascii_lower(word_value(attributes, "ascii"));
      open.run.is_code = font.find("mono") != std::string::npos ||
                         font.find("courier") != std::string::npos ||
                         font.find("consolas") != std::string::npos;
    } else if (name == "rStyle") {
      const auto style = context_.styles.find(word_value(attributes));
      open.run.is_bold = style.is_bold.value_or(style.name == "strong" || open.run.is_bold);
      open.run.is_italic = style.is_italic.value_or(style.name == "emphasis" || open.run.is_italic);
    }
  }

  void field_mark(OpenParagraph& open, std::string_view type) {
    auto& fields = open.fields;
    if (type == "begin") {
      fields.emplace_back();
    } else if (!fields.empty() && type == "separate") {
      fields.back().is_shown = true;
      fields.back().url = url_of(fields.back().instruction);
      note_field(fields.back().instruction);
    } else if (!fields.empty() && type == "end") {
      note_field(fields.back().instruction);
      fields.pop_back();
    }
  }

  void note_field(std::string_view instruction) {
    instruction = base::trimmed(instruction);
    if (instruction.starts_with("PAGE") || instruction.starts_with("NUMPAGES"))
      open_.back().made.is_page_number = true;
  }

  void add(std::string_view text) {
    auto& open = open_.back();
    const bool is_code_of_field = !open.fields.empty() && !open.fields.back().is_shown;
    if (!open.is_in_run || is_code_of_field) return;
    const auto clean = without_marks(text);
    text = clean;
    if (open.is_hidden) {
      if (!base::trimmed(text).empty()) reading_.hidden.emplace_back(text);
      return;
    }
    open.run.url.clear();
    for (const auto& link : open.links) open.run.url = link;
    for (const auto& field : open.fields) {
      if (!field.url.empty()) open.run.url = field.url;
    }
    if (goes_on_ && is_text_ && !open.made.runs.empty()) {  // the parser delivers "A & B" in three events
      open.made.runs.back().text += text;
      return;
    }
    goes_on_ = is_text_;
    open.run.text = text;
    open.made.runs.push_back(open.run);
  }

  void end_within(std::string_view name) {
    auto& open = open_.back();
    if (name == "pPr") open.is_in_properties = false;
    if (name == "r") open.is_in_run = false;
    if (name == "t") is_text_ = false;
    if (name == "instrText") is_instruction_ = false;
    if ((name == "hyperlink" || name == "fldSimple") && !open.links.empty()) open.links.pop_back();
  }

  void end_paragraph() {
    auto open = std::move(open_.back());
    open_.pop_back();
    auto& made = open.made;
    set_list(open);
    const bool has_text = !base::trimmed(plain_text_of(made), " \t\r\n").empty();
    if (has_text && !made.is_page_number) sinks_.back().push_back(std::move(made));
    std::ranges::move(open.boxes, std::back_inserter(sinks_.back()));
  }

  void set_list(OpenParagraph& open) const {
    auto& made = open.made;
    if (made.style.heading) return;
    const int level = std::clamp(open.level.value_or(made.style.level.value_or(0)), 0, 8);
    const auto& number = open.numbering.empty() ? made.style.numbering.value_or("") : open.numbering;
    const auto format = context_.numberings.format(number, level);
    const auto& name = made.style.name;
    if (!format.empty() && format != "none") {
      made.list = level;
      made.is_numbered = format != "bullet";
    } else if (open.numbering != "0" && (name.starts_with("list bullet") || name.starts_with("listbullet"))) {
      made.list = level;
    } else if (open.numbering != "0" && (name.starts_with("list number") || name.starts_with("listnumber"))) {
      made.list = level;
      made.is_numbered = true;
    } else {
      strip_bullet(made);
    }
  }

  /// Removes a bullet that was typed as text.
  static void strip_bullet(DocxParagraph& made) {
    static constexpr std::array<std::string_view, 14> kBullets{"•", "▪", "●", "◦", "‣", "■", "➢",
                                                               "✓", "·", "",  "-", "*", "–", "o"};
    const auto line = plain_text_of(made);
    const auto body = std::string_view(line).substr(std::min(line.find_first_not_of(" \t"), line.size()));
    const auto* const bullet =
        std::ranges::find_if(kBullets, [&](std::string_view one) { return body.starts_with(one); });
    if (bullet == kBullets.end()) return;
    const auto rest = body.substr(bullet->size());
    const bool has_space = rest.starts_with(' ') || rest.starts_with('\t') || rest.starts_with("\u00A0");
    if (!has_space || (*bullet == "o" && !rest.starts_with('\t'))) return;
    auto left = static_cast<std::size_t>(body.data() - line.data()) + bullet->size();
    for (auto& run : made.runs) {
      const auto cut = std::min(left, run.text.size());
      run.text.erase(0, cut);
      left -= cut;
    }
    made.list = 0;
  }

  const DocxContext& context_;
  DocxReading reading_;
  std::vector<OpenParagraph> open_;
  std::vector<Paragraphs> sinks_;  ///< innermost last: the part, a cell, a text box
  std::vector<std::vector<Paragraphs>> rows_;
  std::size_t count_ = 0;
  int skipped_ = 0;  ///< depth within skipped content
  bool is_text_ = false;
  bool goes_on_ = false;  ///< the last run already has a part of the current text element
  bool is_instruction_ = false;
};

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '\n') {
      out += "<br>";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace
}  // namespace docx_reader

Result<DocxReading> read_docx_part(std::string_view xml, const DocxContext& context) {
  docx_reader::PartReader reader(context);
  if (auto read = read_xml_events(xml, reader); !read) return read.error();
  return reader.take();
}

std::string plain_text_of(const DocxParagraph& paragraph) {
  std::string out;
  for (const auto& run : paragraph.runs) out += run.text;
  return out;
}

std::string html_of(const DocxParagraph& paragraph) {
  std::string out;
  const bool is_bold_style = paragraph.style.is_bold.value_or(false);
  for (const auto& run : paragraph.runs) {
    const bool is_bold = run.is_bold && !is_bold_style;
    if (!run.url.empty()) out += "<a href=\"" + docx_reader::escaped(run.url) + "\">";
    if (is_bold) out += "<b>";
    if (run.is_italic) out += "<i>";
    if (run.is_code) out += "<code>";
    out += docx_reader::escaped(run.text);
    if (run.is_code) out += "</code>";
    if (run.is_italic) out += "</i>";
    if (is_bold) out += "</b>";
    if (!run.url.empty()) out += "</a>";
  }
  return out;
}

}  // namespace vitrine::cv::docx
