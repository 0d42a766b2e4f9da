#include "render/pdf/layout/content.hpp"

#include <algorithm>

#include "render/common/escape.hpp"
#include "render/common/locale.hpp"
#include "render/common/markdown.hpp"
#include "render/common/wording.hpp"

namespace vitrine::render::pdf {

namespace {

constexpr std::size_t kDocument = 0;
/// A longer text is broken anywhere if it does not fit.
constexpr std::size_t kMaxWhole = 48;
constexpr double kBarIndent = 3.6 * kMillimetre;

/// Builds the blocks of one CV in their logical order.
class Builder {
 public:
  Builder(const cv::Outline& outline, const Design& design)
      : outline_(outline), design_(design), locale_(outline.language) {
    out_.language = outline.language;
    out_.is_rtl = locale_.direction() == "rtl";
    out_.elements.push_back({.tag = "Document", .language = outline.language, .is_attached = true});
  }

  Content build(std::optional<Photo> photo) {
    out_.photo = std::move(photo);
    masthead();
    for (const auto& section : outline_.sections) {
      const bool is_aside = std::ranges::find(design_.aside, section.id) != design_.aside.end();
      if (!is_aside) write_section(section, out_.body, false);
    }
    for (const auto& section : outline_.sections) {
      const bool is_aside = std::ranges::find(design_.aside, section.id) != design_.aside.end();
      if (is_aside) write_section(section, out_.aside, true);
    }
    return std::move(out_);
  }

 private:
  std::size_t element(std::string tag, std::size_t parent, std::string language = {}) {
    const auto index = out_.elements.size();
    out_.elements.push_back({.tag = std::move(tag), .language = std::move(language), .parent = parent});
    return index;
  }

  /// Adds an element to its parent's kids now; other elements are added with their first text.
  std::size_t attached(std::string tag, std::size_t parent, std::string language = {}) {
    const auto index = element(std::move(tag), parent, std::move(language));
    out_.elements[parent].kids.push_back({.kind = Kid::Kind::element, .index = index});
    out_.elements[index].is_attached = true;
    return index;
  }

  [[nodiscard]] Paragraph paragraph(Align align = Align::start, const std::string& language = {}) const {
    return {.align = align,
            .is_rtl = language.empty() ? out_.is_rtl : Locale::is_right_to_left(language),
            .language = language.empty() ? outline_.language : language,
            .leading = design_.leading};
  }

  /// Isolates text of the other direction than the page.
  [[nodiscard]] std::string isolated(const std::string& text) const {
    return render::isolated(text, out_.is_rtl);
  }

  void add(Paragraph& to, const std::string& text, const TextStyle& style, std::size_t owner) const {
    if (!text.empty()) to.spans.push_back({.text = text, .style = style, .element = owner});
  }

  void gap(Paragraph& to, const std::string& text, std::size_t owner) const {
    to.spans.push_back({.text = text, .style = design_.soft, .element = owner, .is_gap = true});
  }

  /// Adds text with its language and, if the address is safe, as a link.
  void add(Paragraph& to, const cv::Text& text, const TextStyle& style, std::size_t owner,
           const std::string& url = {}) {
    if (text.empty()) return;
    const auto safe = safe_url(url);
    if (!text.language.empty()) owner = element("Span", owner, text.language);
    if (safe) owner = element("Link", owner);
    to.spans.push_back({.text = isolated(text.value),
                        .style = style,
                        .element = owner,
                        .url = safe.value_or(""),
                        .source = text.pointer});
  }

  Block& push(std::vector<Block>& to, Paragraph main, double before, double indent) const {
    to.push_back({.main = std::move(main), .indent = indent, .before = before, .group = group_});
    to.back().has_bar = has_bar_;
    return to.back();
  }

  /// A paragraph of one text in one style.
  Block* line(std::vector<Block>& to, const char* tag, const cv::Text& text, const TextStyle& style,
              double before, double indent, std::size_t parent, const std::string& url = {}) {
    if (text.empty()) return nullptr;
    auto main = paragraph();
    add(main, text, style, attached(tag, parent), url);
    return &push(to, std::move(main), before, indent);
  }

  void masthead() {
    const auto& basics = outline_.basics;
    auto& to = out_.masthead;
    const auto align = design_.is_centred ? Align::centre : Align::start;
    const cv::Text title = basics.name.empty() ? cv::Text{.value = locale_.word("cv")} : basics.name;
    out_.name = title.value;
    out_.title = joined({title.value, basics.label.value}, " – ");
    if (out_.photo) {
      out_.figure = attached("Figure", kDocument);
      out_.elements[out_.figure].alternative = locale_.phrase("photo", basics.name.value);
    }
    auto* name = line(to, "H1", title, design_.name, 0, 0, kDocument);
    name->main.align = align;
    name->main.leading = 1.15;
    if (auto* label = line(to, "P", basics.label, design_.label, 2, 0, kDocument)) {
      label->main.align = align;
    }
    contacts(align);
    rich(to, basics.summary, design_.text, 3 * kMillimetre, 0, kDocument);
    if (design_.masthead_rule == Rule::below && to.back().rule == Rule::none) to.back().rule = Rule::below;
  }

  void contacts(Align align) {
    auto main = paragraph(align);
    const auto list = element("L", kDocument);
    // Latin addresses and numbers stay left to right on any page (U+2066).
    const auto item = [&](const char* field, const std::string& shown, const std::string& url,
                          bool is_address) {
      if (shown.empty()) return;
      const auto text = is_address && out_.is_rtl ? "\u2066" + shown + "\u2069" : isolated(shown);
      if (main.spans.empty()) {
        out_.elements[kDocument].kids.push_back({.kind = Kid::Kind::element, .index = list});
        out_.elements[list].is_attached = true;
      } else {
        auto gap = main.spans.back();
        gap.text = "  ·  ";
        gap.url.clear();
        gap.source.clear();
        gap.is_gap = true;
        gap.style = design_.soft;
        gap.element = last_body_;
        main.spans.push_back(gap);
      }
      last_body_ = attached("LBody", attached("LI", list));
      const auto safe = safe_url(url);
      main.spans.push_back({.text = text,
                            .style = design_.soft,
                            .element = safe ? element("Link", last_body_) : last_body_,
                            .url = safe.value_or(""),
                            .is_whole = shown.size() <= kMaxWhole,
                            .source = std::string("/basics/") + field});
    };
    const auto& basics = outline_.basics;
    item("location", place_text(basics, locale_), "", false);
    item("email", basics.email, basics.email.empty() ? "" : "mailto:" + basics.email, true);
    item("phone", basics.phone, phone_url(basics.phone).value_or(""), true);
    item("url", short_url(basics.url), basics.url, true);
    for (const auto& profile : basics.profiles) {
      item("profiles", joined({profile.network.value, profile_text(profile)}, ": "), profile.url, false);
    }
    if (main.spans.empty()) return;
    auto& block = push(out_.masthead, std::move(main), 2.6 * kMillimetre, 0);
    if (design_.masthead_rule == Rule::around) block.rule = Rule::around;
  }

  /// Adds Markdown.
  void rich(std::vector<Block>& to, const cv::Text& text, const TextStyle& style, double before,
            double indent, std::size_t parent) {
    if (text.empty()) return;
    std::size_t list = 0;
    for (const auto& part : markdown_paragraphs(text.value)) {
      if (part.depth == 0) list = 0;
      if (part.depth > 0 && list == 0) list = attached("L", parent, text.language);
      const auto inner =
          indent + style.size * 1.2 * static_cast<double>(std::min<std::size_t>(part.depth, 6));
      if (part.marker.empty()) {
        const auto owner =
            list == 0 ? attached("P", parent, text.language) : attached("LBody", attached("LI", list));
        runs_block(to, part, text, style, before, inner, owner);
      } else {
        bullet(to, part, text, style, before, inner, list);
      }
      before = style.size * 0.3;
    }
  }

  /// Adds one paragraph of `from`.
  Block& runs_block(std::vector<Block>& to, const RichParagraph& part, const cv::Text& from,
                    const TextStyle& style, double before, double indent, std::size_t owner) {
    auto main = paragraph(Align::start, from.language);
    std::string all;
    for (const auto& run : part.runs) all += run.text;
    main.is_rtl = runs_right_to_left(all, main.is_rtl);
    for (const auto& run : part.runs) {
      auto look = style;
      look.bold = look.bold || run.is_strong;
      look.italic = look.italic != run.is_emphasis;
      look.mono = run.is_code;
      main.spans.push_back({.text = run.text,
                            .style = look,
                            .element = run.url.empty() ? owner : element("Link", owner),
                            .url = run.url,
                            .source = from.pointer});
    }
    return push(to, std::move(main), before, indent);
  }

  void bullet(std::vector<Block>& to, const RichParagraph& part, const cv::Text& from, const TextStyle& style,
              double before, double indent, std::size_t list) {
    const auto item = attached("LI", list, from.language);
    const auto mark = attached("Lbl", item);
    auto& block = runs_block(to, part, from, style, before, indent, attached("LBody", item));
    block.beside = paragraph(Align::start, from.language);
    block.beside.is_rtl = block.main.is_rtl;
    add(block.beside, part.marker, style, mark);
    block.beside_width = style.size * (part.marker.size() > 3 ? 2.2 : 1.2);
    block.indent -= block.beside_width;
    block.indent = std::max(block.indent, 0.0);
  }

  void write_section(const cv::Section& section, std::vector<Block>& to, bool is_aside) {
    const auto sect = attached("Sect", kDocument);
    const auto title = section_title(section, locale_);
    group_ = 0;
    has_bar_ = false;
    auto* heading =
        line(to, "H2", cv::Text{.value = title}, design_.heading, design_.heading_before, 0, sect);
    if (heading != nullptr) {
      heading->keep_with_next = true;
      heading->rule = design_.heading_rule;
      heading->outline = title;
      if (heading->rule == Rule::sides) heading->main.align = Align::centre;
    }
    const bool is_terms = section.id == "skills" || section.id == "languages" || section.id == "interests";
    if (is_terms) {
      terms(section, to, is_aside, sect);
    } else {
      entries(section, to, is_aside, sect);
    }
  }

  void entries(const cv::Section& section, std::vector<Block>& to, bool is_aside, std::size_t sect) {
    bool is_first = true;
    has_bar_ = design_.has_bar && !is_aside;
    for (const auto& one : cv::grouped(section)) {
      group_ = ++groups_;
      const auto before = is_first ? design_.heading_after : design_.entry_gap;
      const auto owner = attached("Sect", sect);
      if (one.has_heading()) {
        several(one, to, is_aside, before, owner);
      } else {
        entry(one.entries.front(), to, is_aside, before, owner);
      }
      is_first = false;
    }
    group_ = 0;
    has_bar_ = false;
  }

  [[nodiscard]] double entry_indent(bool is_aside) const {
    if (is_aside) return 0;
    if (design_.dates == Dates::margin) return design_.date_column;
    return design_.has_bar ? kBarIndent : 0;
  }

  /// The heading of an entry with its dates, placed as the design says.
  void headed(std::vector<Block>& to, const cv::Period& period, Paragraph main, bool is_aside, double before,
              std::size_t owner, bool is_role = false) {
    const auto when = period.empty() ? std::string{} : isolated(period_text(period, locale_));
    auto indent = entry_indent(is_aside);
    const auto place = is_aside || (is_role && design_.dates == Dates::margin) ? Dates::above : design_.dates;
    if (when.empty() || place == Dates::above) {
      // In reading order the heading comes first; on the page the date is above it.
      push(to, std::move(main), before, indent).keep_with_next = true;
      if (!when.empty()) {
        auto date = paragraph();
        add(date, when, design_.dates_style, attached("P", owner));
        push(to, std::move(date), 1, indent).keep_with_next = true;
      }
      return;
    }
    // Readers that follow the order of the text would join the last word of the first part with the second
    // part.
    const auto end_with_space = [](Paragraph& first) {
      if (first.spans.empty()) return;
      auto space = first.spans.back();
      space.text = " ";
      space.is_pill = false;
      space.url.clear();
      first.spans.push_back(std::move(space));
    };
    end_with_space(main);
    auto& block = push(to, std::move(main), before, indent);
    block.keep_with_next = true;
    block.beside = paragraph(place == Dates::end ? Align::end : Align::start);
    add(block.beside, when, design_.dates_style, attached("P", owner));
    if (place == Dates::margin) {
      end_with_space(block.beside);
      block.indent = 0;
      block.beside_width = design_.date_column;
    } else {
      block.beside_at_end = true;
      block.beside_width = 46 * kMillimetre;
    }
  }

  void about(const cv::Entry& entry, std::vector<Block>& to, double indent, std::size_t owner) {
    if (entry.location.empty() && entry.description.empty()) return;
    auto main = paragraph();
    const auto id = attached("P", owner);
    add(main, entry.location, design_.soft, id);
    if (!entry.location.empty() && !entry.description.empty()) gap(main, " · ", id);
    add(main, entry.description, design_.soft, id);
    push(to, std::move(main), 1, indent);
  }

  void entry(const cv::Entry& entry, std::vector<Block>& to, bool is_aside, double before,
             std::size_t owner) {
    const auto head = headline(entry);
    headed(to, entry.period, called(head, "H3", design_.entry, owner), is_aside, before, owner);
    const auto indent = entry_indent(is_aside);
    line(to, "P", head.organization, design_.organization, 1, indent, owner, head.organization_url);
    about(entry, to, indent, owner);
    address(head, to, indent, owner);
    details(entry, to, indent, owner);
  }

  Paragraph called(const Headline& head, const char* tag, const TextStyle& style, std::size_t owner) {
    auto main = paragraph();
    if (head.title.empty()) return main;
    const auto id = attached(tag, owner);
    add(main, head.title, style, id, head.url);
    if (head.qualifier.empty()) return main;
    auto plain = style;
    plain.bold = false;
    add(main, ", ", plain, id);
    add(main, head.qualifier, plain, id);
    return main;
  }

  void address(const Headline& head, std::vector<Block>& to, double indent, std::size_t owner) {
    line(to, "P", cv::Text{.value = head.address}, design_.soft, 1, indent, owner, head.url);
    line(to, "P", cv::Text{.value = head.unlinked}, design_.soft, 1, indent, owner);
  }

  void several(const cv::Group& group, std::vector<Block>& to, bool is_aside, double before,
               std::size_t owner) {
    const auto shared = headline(group.shared);
    headed(to, group.shared.period, called(shared, "H3", design_.entry, owner), is_aside, before, owner);
    const auto indent = entry_indent(is_aside);
    about(group.shared, to, indent, owner);
    address(shared, to, indent, owner);
    auto look = design_.text;
    look.bold = true;
    for (const auto& role : group.entries) {
      const auto sect = attached("Sect", owner);
      const auto head = headline(role);
      headed(to, role.period, called(head, "H4", look, sect), is_aside, design_.entry_gap * 0.6, sect, true);
      about(role, to, indent, sect);
      address(head, to, indent, sect);
      details(role, to, indent, sect);
    }
  }

  void details(const cv::Entry& entry, std::vector<Block>& to, double indent, std::size_t owner) {
    const auto gap = design_.text.size * 0.3;
    if (!entry.score.empty()) {
      auto main = paragraph();
      const auto id = attached("P", owner);
      add(main, locale_.word("grade") + ": ", design_.text, id);
      add(main, entry.score, design_.text, id);
      push(to, std::move(main), gap, indent);
    }
    rich(to, entry.summary, design_.text, gap, indent, owner);
    if (!entry.highlights.empty()) {
      const auto list = attached("L", owner);
      for (const auto& highlight : entry.highlights) {
        RichParagraph whole{.depth = 1, .marker = "•"};
        for (auto& part : markdown_paragraphs(highlight.value)) {
          if (!whole.runs.empty()) whole.runs.push_back({.text = " "});
          for (auto& run : part.runs) whole.runs.push_back(std::move(run));
        }
        bullet(to, whole, highlight, design_.text, gap, indent + design_.text.size * 1.2, list);
      }
    }
    words(to, entry.roles, indent, owner);
    words(to, entry.keywords, indent, owner);
  }

  void words(std::vector<Block>& to, const std::vector<cv::Text>& texts, double indent, std::size_t owner) {
    if (texts.empty()) return;
    auto main = paragraph();
    if (design_.has_pills) main.leading = 1.95;
    // One paragraph, not a list of single words: faster to listen to, and half the structure.
    const auto id = attached("P", owner);
    for (const auto& text : texts) {
      if (!main.spans.empty() && design_.has_pills) add(main, "      ", design_.soft, id);
      if (!main.spans.empty() && !design_.has_pills) gap(main, " · ", id);
      add(main, text, design_.soft, id);
      if (main.spans.empty()) continue;
      main.spans.back().is_pill = design_.has_pills;
      main.spans.back().is_whole = text.value.size() <= kMaxWhole / 2;
    }
    push(to, std::move(main), design_.text.size * 0.2, indent + (design_.has_pills ? 5 : 0));
  }

  void term(const cv::Entry& entry, std::vector<Block>& to, std::size_t owner) {
    auto main = paragraph();
    const auto id = attached("P", owner);
    auto look = design_.text;
    look.bold = true;
    add(main, entry.title, look, id);
    if (!entry.qualifier.empty()) {
      add(main, "  ", design_.soft, id);
      add(main, entry.qualifier, design_.soft, id);
    }
    if (!main.spans.empty()) push(to, std::move(main), 0, 0).keep_with_next = true;
    words(to, entry.keywords, 0, owner);
    if (entry.use) {
      line(to, "P", cv::Text{.value = use_text(*entry.use, locale_)}, design_.soft, 1, 0, owner);
    }
  }

  void terms(const cv::Section& section, std::vector<Block>& to, bool is_aside, std::size_t sect) {
    const auto list = attached("L", sect);
    const bool is_short = section.id != "skills";
    auto columns = static_cast<std::size_t>(is_short ? design_.short_term_columns : design_.term_columns);
    if (is_aside) columns = 1;
    const bool is_indented = design_.indent_terms && !is_aside;
    for (std::size_t at = 0; at < section.entries.size(); at += columns) {
      Block row{.indent = is_indented ? design_.date_column : 0,
                .before = at == 0 ? design_.heading_after : design_.entry_gap * 0.6};
      for (std::size_t i = at; i < std::min(at + columns, section.entries.size()); ++i) {
        row.cells.emplace_back();
        term(section.entries[i], row.cells.back(), attached("LBody", attached("LI", list)));
      }
      row.cells.resize(columns);
      to.push_back(std::move(row));
    }
  }

  const cv::Outline& outline_;
  const Design& design_;
  const Locale locale_;
  Content out_;
  std::size_t group_ = 0, groups_ = 0, last_body_ = 0;
  bool has_bar_ = false;
};

}  // namespace

Content content(const cv::Outline& outline, const Design& design, std::optional<Photo> photo) {
  return Builder(outline, design).build(std::move(photo));
}

}  // namespace vitrine::render::pdf
