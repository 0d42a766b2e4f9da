#include "render/html/html.hpp"

#include <algorithm>

#include "base/encoding.hpp"
#include "render/common/escape.hpp"
#include "render/common/locale.hpp"
#include "render/common/markdown.hpp"
#include "render/common/theme.hpp"
#include "render/common/wording.hpp"
#include "render/html/frame.hpp"
#include "render/html/icons.hpp"
#include "render/html/json_ld.hpp"

namespace vitrine::render::html {

namespace {

/// Writes one page, in the page's language and direction.
class PageWriter {
 public:
  PageWriter(const cv::Outline& outline, const Theme& theme)
      : outline_(outline), theme_(theme), locale_(outline.language), is_rtl_(locale_.direction() == "rtl") {}

  std::string body(const Addresses& addresses) {
    out_ = "<main class=\"cv h-resume\">\n";
    masthead();
    const auto is_aside = [&](const cv::Section& section) {
      return std::ranges::find(theme_.aside, section.id) != theme_.aside.end();
    };
    column("body", [&](const cv::Section& section) { return !is_aside(section); });
    column("side", is_aside);
    out_ += "</main>\n";
    footer(addresses);
    return std::move(out_);
  }

 private:
  /// The `lang` attribute, and so the direction, of text that is not in the page's language.
  [[nodiscard]] std::string language_of(const cv::Text& text) const {
    if (text.language.empty()) return {};
    return " lang=\"" + escaped(text.language) + "\" dir=\"" +
           (Locale::is_right_to_left(text.language) ? "rtl" : "ltr") + "\"";
  }

  /// The direction of the page at this text.
  [[nodiscard]] bool is_rtl(const cv::Text& text) const {
    return text.language.empty() ? is_rtl_ : Locale::is_right_to_left(text.language);
  }

  /// language_of() of a paragraph, whose letters may have the other direction.
  [[nodiscard]] std::string direction_of(const cv::Text& text) const {
    if (!text.language.empty()) return language_of(text);
    const bool is_rtl = runs_right_to_left(text.value, is_rtl_);
    return is_rtl == is_rtl_ ? "" : is_rtl ? " dir=\"rtl\"" : " dir=\"ltr\"";
  }

  /// Text within a line, isolated if its letters have the other direction.
  [[nodiscard]] std::string inline_text(const cv::Text& text) const {
    if (!text.language.empty()) return "<span" + language_of(text) + ">" + escaped(text.value) + "</span>";
    return isolated(text.value);
  }

  [[nodiscard]] std::string isolated(std::string_view text) const {
    return needs_isolation(text, is_rtl_) ? "<bdi>" + escaped(text) + "</bdi>" : escaped(text);
  }

  /// `printed` appears behind the link on paper.
  [[nodiscard]] std::string linked(const cv::Text& text, std::string_view url,
                                   std::string_view printed = {}) const {
    const auto safe = safe_url(url);
    if (!safe) return inline_text(text);
    const auto print = printed.empty() ? "" : " data-print=\"" + escaped(printed) + "\"";
    return "<a class=\"u-url\" href=\"" + escaped(*safe) + "\"" + print + ">" + inline_text(text) + "</a>";
  }

  /// For an editor: the place in the document of the value that the element shows.
  [[nodiscard]] std::string at(std::string_view pointer) const {
    if (!outline_.has_sources || pointer.empty()) return {};
    return " data-at=\"" + escaped(pointer) + "\"";
  }

  void element(std::string_view tag, std::string_view css_class, const std::string& content,
               const std::string& attributes = {}) {
    if (content.empty()) return;
    out_.append("<").append(tag).append(" class=\"").append(css_class).append("\"").append(attributes);
    out_.append(">").append(content).append("</").append(tag).append(">\n");
  }

  void masthead() {
    const auto& basics = outline_.basics;
    out_ += "<header class=\"masthead\">\n";
    if (const auto image = safe_image(basics.image)) {
      out_ += "<img class=\"photo u-photo\" src=\"" + escaped(*image) + "\" alt=\"" +
              escaped(locale_.phrase("photo", basics.name.value)) + "\" width=\"128\" height=\"128\"" +
              at("/basics/image") + ">\n";
    }
    element("h1", "name p-name", basics.name.empty() ? escaped(locale_.word("cv")) : inline_text(basics.name),
            at("/basics/name"));
    element("p", "label p-job-title", basics.label.empty() ? "" : inline_text(basics.label),
            at("/basics/label"));
    contacts();
    if (!basics.summary.empty()) {
      out_ += "<div class=\"summary p-summary\"" + language_of(basics.summary) + at("/basics/summary") +
              ">\n" + markdown_blocks(basics.summary.value, is_rtl(basics.summary)) + "</div>\n";
    }
    out_ += "</header>\n";
  }

  void contact(std::string_view css_class, std::string_view svg, std::string_view label,
               const std::string& content, std::string_view pointer) {
    out_.append("<li class=\"").append(css_class).append("\"").append(at(pointer)).append(">").append(svg);
    out_ += "<span class=\"hidden\">" + escaped(label) + ": </span>" + content + "</li>\n";
  }

  /// The network of a profile is visible text: many networks look alike in a line.
  void profile(const cv::Profile& profile) {
    const auto shown = profile_text(profile);
    if (shown.empty() && profile.network.empty()) return;
    out_.append("<li class=\"profile\"").append(at(profile.source)).append(">");
    out_ += profile_icon(profile.network.value);
    out_ += "<span>" + inline_text(profile.network);
    if (!profile.network.empty() && !shown.empty()) out_ += ": ";
    if (!shown.empty()) out_ += address("u-url", profile.url, shown);
    out_ += "</span></li>\n";
  }

  void contacts() {
    const auto& basics = outline_.basics;
    const auto before = out_.size();
    const auto place = place_text(basics, locale_);
    if (!place.empty())
      contact("place p-adr", icon("location"), locale_.word("location"), isolated(place),
              "/basics/location/city");
    if (!basics.email.empty()) {
      contact("email", icon("email"), locale_.word("email"),
              address("u-email", "mailto:" + basics.email, basics.email), "/basics/email");
    }
    if (!basics.phone.empty()) {
      contact("phone", icon("phone"), locale_.word("phone"),
              address("p-tel", phone_url(basics.phone).value_or(""), basics.phone), "/basics/phone");
    }
    if (!basics.url.empty()) {
      contact("website", icon("website"), locale_.word("website"),
              address("u-url", basics.url, short_url(basics.url)), "/basics/url");
    }
    for (const auto& one : basics.profiles) profile(one);
    if (out_.size() == before) return;
    out_.insert(before, "<ul class=\"contacts\" aria-label=\"" + escaped(locale_.word("contact")) + "\">\n");
    out_ += "</ul>\n";
  }

  /// Latin addresses stay left to right on any page.
  [[nodiscard]] static std::string address(std::string_view css_class, const std::string& url,
                                           const std::string& shown) {
    const auto safe = safe_url(url);
    if (!safe) return "<bdi>" + escaped(shown) + "</bdi>";
    return "<a class=\"" + std::string(css_class) + "\" href=\"" + escaped(*safe) + "\"><bdi dir=\"ltr\">" +
           escaped(shown) + "</bdi></a>";
  }

  template <class Belongs>
  void column(std::string_view css_class, Belongs belongs) {
    const auto before = out_.size();
    for (const auto& section : outline_.sections) {
      if (belongs(section)) write_section(section);
    }
    if (out_.size() == before) return;
    out_.insert(before, "<div class=\"" + std::string(css_class) + "\">\n");
    out_ += "</div>\n";
  }

  void write_section(const cv::Section& section) {
    const auto& id = section.id;
    out_ += "<section class=\"section " + id + "\" aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">" +
            isolated(section_title(section, locale_)) + "</h2>\n";
    const bool has_terms = is_terms(section);
    out_ += has_terms ? "<ul class=\"terms\">\n" : "<ul class=\"entries\">\n";
    for (const auto& one : cv::grouped(section)) {
      if (has_terms) {
        term(one.entries.front());
      } else if (one.has_heading()) {
        group(one);
      } else {
        entry(one.entries.front());
      }
    }
    out_ += "</ul>\n</section>\n";
  }

  void when(const cv::Period& period, std::string_view css_class) {
    if (period.empty()) return;
    const auto time = [&](const cv::Date& date) {
      return "<time datetime=\"" + machine_date(date) + "\">" + escaped(locale_.date(date)) + "</time>";
    };
    std::string text;
    if (!period.start) {
      text = escaped(period_text(period, locale_));
    } else if (period.single || (period.end && locale_.date(*period.start) == locale_.date(*period.end))) {
      text = time(*period.start);
    } else {
      text =
          time(*period.start) + " – " + (period.end ? time(*period.end) : escaped(locale_.word("present")));
    }
    element("p", css_class, text);
  }

  static std::string machine_date(const cv::Date& date) {
    const auto two = [](int number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
    auto text = std::to_string(date.year);
    if (date.month > 0) text += two(date.month);
    if (date.day > 0) text += two(date.day);
    return text;
  }

  /// The location and description of an organisation.
  void about(const cv::Entry& entry) {
    element("p", "about",
            joined({entry.location.empty() ? "" : inline_text(entry.location),
                    entry.description.empty() ? "" : inline_text(entry.description)},
                   " · "));
  }

  void entry(const cv::Entry& entry) {
    out_ += "<li class=\"entry\"" + at(entry.source) + ">\n";
    when(entry.period, "when");
    out_ += "<div class=\"what\">\n";
    const auto head = headline(entry);
    if (!head.title.empty()) out_ += "<h3>" + called(head) + "</h3>\n";
    element("p", "organization", linked(head.organization, head.organization_url));
    about(entry);
    unlinked(head);
    details(entry);
    out_ += "</div>\n</li>\n";
  }

  [[nodiscard]] std::string called(const Headline& head) const {
    auto text = linked(head.title, head.url, head.address);
    if (!head.qualifier.empty())
      text += "<span class=\"qualifier\">, " + inline_text(head.qualifier) + "</span>";
    return text;
  }

  /// An address that is no link, as it was written.
  void unlinked(const Headline& head) {
    if (!head.unlinked.empty()) element("p", "address", "<bdi>" + escaped(head.unlinked) + "</bdi>");
  }

  void group(const cv::Group& group) {
    out_ += "<li class=\"entry group\"" + at(group.entries.front().source) + ">\n";
    when(group.shared.period, "when");
    out_ += "<div class=\"what\">\n";
    const auto shared = headline(group.shared);
    element("h3", "organization", linked(shared.title, shared.url));
    about(group.shared);
    unlinked(shared);
    out_ += "<ul class=\"roles\">\n";
    for (const auto& role : group.entries) {
      out_ += "<li class=\"role\"" + at(role.source) + ">\n";
      const auto head = headline(role);
      element("h4", "title", called(head));
      when(role.period, "role-when");
      about(role);
      unlinked(head);
      details(role);
      out_ += "</li>\n";
    }
    out_ += "</ul>\n</div>\n</li>\n";
  }

  /// The part below the heading, for an entry and for a role of a group.
  void details(const cv::Entry& entry) {
    if (!entry.score.empty()) {
      element("p", "score", escaped(locale_.word("grade")) + ": " + inline_text(entry.score));
    }
    if (!entry.summary.empty()) {
      out_ += "<div class=\"summary\"" + language_of(entry.summary) + ">\n" +
              markdown_blocks(entry.summary.value, is_rtl(entry.summary)) + "</div>\n";
    }
    if (!entry.highlights.empty()) {
      out_ += "<ul class=\"highlights\">\n";
      for (const auto& highlight : entry.highlights) {
        out_ += "<li" + direction_of(highlight) + ">" + markdown_inline(highlight.value) + "</li>\n";
      }
      out_ += "</ul>\n";
    }
    words("roles-held", entry.roles);
    words("keywords", entry.keywords);
  }

  void words(std::string_view css_class, const std::vector<cv::Text>& texts) {
    if (texts.empty()) return;
    out_.append("<ul class=\"words ").append(css_class).append("\">");
    for (const auto& text : texts) out_ += "<li>" + inline_text(text) + "</li>";
    out_ += "</ul>\n";
  }

  void term(const cv::Entry& entry) {
    out_ += "<li class=\"term\"" + at(entry.source) + "><span class=\"term-name\">" +
            inline_text(entry.title) + "</span>";
    if (!entry.qualifier.empty())
      out_ += " <span class=\"qualifier\">" + inline_text(entry.qualifier) + "</span>";
    out_ += "\n";
    words("keywords", entry.keywords);
    if (entry.use) element("p", "use", isolated(use_text(*entry.use, locale_)));
    out_ += "</li>\n";
  }

  void footer(const Addresses& addresses) {
    const auto& pages = addresses.navigation.empty() ? addresses.alternates : addresses.navigation;
    const auto is_language = [](const auto& one) { return one.first != "x-default"; };
    const bool has_languages = std::ranges::count_if(pages, is_language) > 1;
    if (!has_languages && addresses.formats.empty()) return;
    out_ += "<footer class=\"colophon\">\n";
    if (has_languages) {
      out_ += "<nav aria-label=\"" + escaped(locale_.word("page_languages")) + "\">";
      for (const auto& [tag, url] : pages) {
        if (tag == "x-default") continue;
        const auto name = escaped(Locale::own_name(tag));
        const auto lang = " lang=\"" + escaped(tag) + "\"";
        const bool is_this = tag == outline_.language;
        out_ += "<a href=\"" + escaped(url) + "\" hreflang=\"" + escaped(tag) + "\"" + lang +
                (is_this ? " aria-current=\"page\"" : "") + ">" + name + "</a> ";
      }
      out_ += "</nav>\n";
    }
    if (!addresses.formats.empty()) {
      out_ += "<nav aria-label=\"" + escaped(locale_.word("formats")) + "\">";
      for (const auto& [label, url] : addresses.formats) {
        out_ +=
            "<a href=\"" + escaped(url) + "\" rel=\"alternate\">" + escaped(locale_.word(label)) + "</a> ";
      }
      out_ += "</nav>\n";
    }
    out_ += "</footer>\n";
  }

  const cv::Outline& outline_;
  const Theme& theme_;
  const Locale locale_;
  const bool is_rtl_;
  std::string out_;
};

void meta(std::string& out, std::string_view key, std::string_view name, std::string_view content) {
  if (content.empty()) return;
  out.append("<meta ").append(key).append("=\"").append(name).append("\" content=\"");
  append_escaped(out, content);
  out += "\">\n";
}

std::string description_of(const cv::Outline& outline) {
  constexpr std::size_t kMaxLength = 160;
  const auto summary = markdown_line(outline.basics.summary.value);
  return base::utf8_truncate(summary.empty() ? outline.basics.label.value : summary, kMaxLength - 1);
}

/// Metadata for search engines, feeds and messengers.
std::string head_fields(const cv::Outline& outline, const Addresses& addresses, std::string_view title) {
  std::string out;
  const auto description = description_of(outline);
  meta(out, "name", "description", description);
  if (!addresses.canonical.empty())
    out += "<link rel=\"canonical\" href=\"" + escaped(addresses.canonical) + "\">\n";
  for (const auto& [tag, url] : addresses.alternates) {
    out += "<link rel=\"alternate\" hreflang=\"" + escaped(tag) + "\" href=\"" + escaped(url) + "\">\n";
  }
  meta(out, "property", "og:type", "profile");
  meta(out, "property", "og:title", title);
  meta(out, "property", "og:description", description);
  meta(out, "property", "og:url", addresses.canonical);
  if (const auto image = safe_image(outline.basics.image); image && image->starts_with("https:")) {
    meta(out, "property", "og:image", *image);
  }
  auto locale = outline.language;
  std::ranges::replace(locale, '-', '_');
  meta(out, "property", "og:locale", locale);
  out += "<script type=\"application/ld+json\">" + json_ld(outline, addresses) + "</script>\n";
  return out;
}

}  // namespace

HtmlPage html_page(const cv::View& view, const Addresses& addresses) {
  const auto outline = cv::outline(view);
  const auto& theme = find_theme(view.theme.name);
  const Locale locale(outline.language);
  const auto& name = outline.basics.name.value;
  const auto title = joined({name.empty() ? locale.word("cv") : name, outline.basics.label.value}, " – ");
  return html_frame({.language = outline.language,
                     .direction = locale.direction(),
                     .title = title,
                     .head = head_fields(outline, addresses, title),
                     .body = PageWriter(outline, theme).body(addresses)},
                    theme, style_sheet(theme, view.theme));
}

}  // namespace vitrine::render::html
