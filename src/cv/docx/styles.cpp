#include "cv/docx/styles.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.hpp"
#include "cv/formats/loose_text.hpp"

namespace vitrine::cv::docx {

namespace docx_styles {
namespace {

std::optional<int> number_in(std::string_view text) {
  int out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(out) : std::nullopt;
}

class StylesReader final : public formats::XmlHandler {
 public:
  explicit StylesReader(std::map<std::string, DocxStyle, std::less<>>& styles) : styles_(styles) {}

  bool start(const formats::XmlName& name, const std::vector<formats::XmlAttribute>& attributes) override {
    constexpr std::size_t kMostStyles = 5000;
    if (!is_word(name)) return true;
    if (name.local == "style") {
      style_ = &styles_[std::string(word_value(attributes, "styleId"))];
      return styles_.size() <= kMostStyles;
    }
    if (style_ != nullptr) property(name.local, attributes);
    return true;
  }

  void end(const formats::XmlName& name) override {
    if (is_word(name) && name.local == "style") style_ = nullptr;
  }

  void text(std::string_view /*text*/) override {}

 private:
  void property(std::string_view name, const std::vector<formats::XmlAttribute>& attributes) {
    const auto value = word_value(attributes);
    if (name == "name") {
      style_->name = base::ascii_lower(value);
      if (const auto heading = heading_of_style(style_->name)) style_->heading = heading;
    } else if (name == "basedOn") {
      style_->base = value;
    } else if (name == "outlineLvl") {
      const auto level = number_in(value);
      const bool is_heading = level && *level >= 0 && *level < 9 && !style_->heading;
      if (is_heading) style_->heading = *level + 1;
    } else if (name == "numId") {
      style_->numbering = value;
    } else if (name == "ilvl") {
      style_->level = number_in(value);
    } else if (name == "b") {
      style_->is_bold = is_on(attributes);
    } else if (name == "i") {
      style_->is_italic = is_on(attributes);
    } else if (name == "caps" || name == "smallCaps") {
      style_->is_caps = is_on(attributes);
    } else if (name == "sz") {
      style_->size = number_in(value);
    }
  }

  std::map<std::string, DocxStyle, std::less<>>& styles_;
  DocxStyle* style_ = nullptr;
};

class NumberingReader final : public formats::XmlHandler {
 public:
  NumberingReader(std::map<std::string, std::map<int, std::string>, std::less<>>& abstract,
                  std::map<std::string, std::string, std::less<>>& numbers)
      : abstract_(abstract), numbers_(numbers) {}

  bool start(const formats::XmlName& name, const std::vector<formats::XmlAttribute>& attributes) override {
    if (!is_word(name)) return true;
    if (name.local == "abstractNum") {
      current_ = word_value(attributes, "abstractNumId");
    } else if (name.local == "num") {
      number_ = word_value(attributes, "numId");
    } else if (name.local == "abstractNumId") {
      numbers_[number_] = word_value(attributes);
    } else if (name.local == "lvl") {
      level_ = number_in(word_value(attributes, "ilvl")).value_or(0);
    } else if (name.local == "numFmt" && number_.empty()) {
      abstract_[current_][level_] = word_value(attributes);
    }
    return true;
  }

  void end(const formats::XmlName& /*name*/) override {}
  void text(std::string_view /*text*/) override {}

 private:
  std::map<std::string, std::map<int, std::string>, std::less<>>& abstract_;
  std::map<std::string, std::string, std::less<>>& numbers_;
  std::string current_;
  std::string number_;
  int level_ = 0;
};

class RelationsReader final : public formats::XmlHandler {
 public:
  DocxRelations relations;

  bool start(const formats::XmlName& name, const std::vector<formats::XmlAttribute>& attributes) override {
    if (name.local != "Relationship") return true;
    const auto type = word_value(attributes, "Type");
    relations[std::string(word_value(attributes, "Id"))] = {
        .type = std::string(type.substr(type.rfind('/') + 1)),
        .target = std::string(word_value(attributes, "Target")),
        .is_external = word_value(attributes, "TargetMode") == "External"};
    return true;
  }

  void end(const formats::XmlName& /*name*/) override {}
  void text(std::string_view /*text*/) override {}
};

}  // namespace
}  // namespace docx_styles

bool is_word(const formats::XmlName& name) {
  return name.space == "http://schemas.openxmlformats.org/wordprocessingml/2006/main" ||
         name.space == "http://purl.oclc.org/ooxml/wordprocessingml/main";
}

std::string_view word_value(const std::vector<formats::XmlAttribute>& attributes, std::string_view name) {
  const auto at = std::ranges::find_if(attributes, [&](const formats::XmlAttribute& one) {
    return one.name.local == name && (one.name.space.empty() || is_word(one.name));
  });
  return at == attributes.end() ? std::string_view{} : at->value;
}

bool is_on(const std::vector<formats::XmlAttribute>& attributes) {
  const auto value = word_value(attributes);
  return value != "0" && value != "false" && value != "off" && value != "none";
}

std::optional<int> heading_of_style(std::string_view name) {
  static constexpr std::array<std::string_view, 15> kHeadings{
      "heading",  "überschrift", "berschrift", "titre",  "título", "ttulo",  "titolo", "kop",
      "nagłówek", "nagwek",      "заголовок",  "başlık", "标题",   "見出し", "제목"};
  static constexpr std::array<std::string_view, 10> kTitles{
      "title", "titel", "titre", "título", "titolo", "tytuł", "название", "表題", "konu başlığı", "제목"};
  if (std::ranges::find(kTitles, name) != kTitles.end()) return 0;
  if (name.empty() || name.back() < '1' || name.back() > '9') return std::nullopt;
  const int level = name.back() - '0';
  name.remove_suffix(1);
  while (name.ends_with(' ')) name.remove_suffix(1);
  const bool is_known = std::ranges::find(kHeadings, name) != kHeadings.end();
  return is_known ? std::optional(level) : std::nullopt;
}

Result<void> DocxStyles::read(std::string_view xml) {
  docx_styles::StylesReader reader(styles_);
  return read_xml_events(xml, reader);
}

DocxStyle DocxStyles::find(std::string_view id) const {
  constexpr int kLongestChain = 10;
  DocxStyle out;
  std::string next(id);
  for (int i = 0; i < kLongestChain; ++i) {
    const auto at = styles_.find(next);
    if (at == styles_.end()) break;
    const auto& style = at->second;
    if (i == 0) out.name = style.name;
    const auto inherit = [](auto& own, const auto& base) {
      if (!own) own = base;
    };
    inherit(out.heading, style.heading);
    inherit(out.numbering, style.numbering);
    inherit(out.level, style.level);
    inherit(out.is_bold, style.is_bold);
    inherit(out.is_italic, style.is_italic);
    inherit(out.is_caps, style.is_caps);
    inherit(out.size, style.size);
    next = style.base;
  }
  if (out.name.empty()) {  // a file without styles: use the identifier
    out.name = base::ascii_lower(id);
    out.heading = heading_of_style(out.name);
  }
  return out;
}

Result<void> DocxNumberings::read(std::string_view xml) {
  docx_styles::NumberingReader reader(abstract_, numbers_);
  return read_xml_events(xml, reader);
}

std::string DocxNumberings::format(std::string_view number, int level) const {
  if (number.empty() || number == "0") return {};
  const auto known = numbers_.find(number);
  if (known == numbers_.end()) return "bullet";  // a list in a file without its numbering
  const auto abstract = abstract_.find(known->second);
  if (abstract == abstract_.end()) return "bullet";
  const auto at = abstract->second.find(level);
  return at == abstract->second.end() ? "bullet" : at->second;
}

Result<DocxRelations> read_docx_relations(std::string_view xml) {
  docx_styles::RelationsReader reader;
  if (auto read = read_xml_events(xml, reader); !read) return read.error();
  return std::move(reader.relations);
}

}  // namespace vitrine::cv::docx
