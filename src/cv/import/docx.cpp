// CVs in Word files: a head with name and contacts, then sections under titles. There are no fields: the
// importer recognises each line by its style, its words and its place.

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/ascii.hpp"
#include "base/encoding.hpp"
#include "cv/import/docx_entries.hpp"
#include "cv/import/docx_line.hpp"
#include "cv/import/foreign_parts.hpp"
#include "cv/import/section_words.hpp"
#include "cv/import/web_profile.hpp"

namespace vitrine::cv::importing {

namespace import_docx_of {
namespace {

constexpr std::size_t kLongestTitle = 80;
constexpr std::size_t kLongestLabel = 100;

std::string mail_in(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0) return {};
  const auto is_part = [](char c) {
    return base::is_ascii_letter(c) || base::is_ascii_digit(c) ||
           std::string_view(".-_+").find(c) != std::string_view::npos;
  };
  auto begin = at;
  while (begin > 0 && is_part(text[begin - 1])) --begin;
  auto end = at + 1;
  while (end < text.size() && is_part(text[end])) ++end;
  while (text[end - 1] == '.') --end;
  const auto mail = text.substr(begin, end - begin);
  const bool is_mail = begin < at && mail.find('.', at - begin) != std::string_view::npos;
  return is_mail ? std::string(mail) : std::string{};
}

bool is_phone(std::string_view text) {
  constexpr long kFewest = 6;
  const bool is_of_signs = text.find_first_not_of("+0123456789 ()/-.\u00A0\u2011") == std::string_view::npos;
  return is_of_signs && std::ranges::count_if(text, base::is_ascii_digit) >= kFewest;
}

bool is_address(std::string_view text) {
  const auto name = base::ascii_lower(text);
  if (name.find(' ') != std::string::npos || name.find('@') != std::string::npos) return false;
  if (name.starts_with("http://") || name.starts_with("https://") || name.starts_with("www.")) return true;
  const auto host = name.substr(0, name.find('/'));
  const auto dot = host.rfind('.');
  const bool has_end = dot != std::string::npos && dot > 0 && host.size() - dot > 2 && host.size() - dot <= 7;
  return has_end && std::ranges::all_of(std::string_view(host).substr(dot + 1), base::is_ascii_letter);
}

Json location_of(const std::string& text) {
  auto out = Json::object();
  auto parts = formats::split_terms(text);
  if (parts.size() > 1) {
    if (const auto code = formats::country_code(parts.back())) {
      out["countryCode"] = *code;
      parts.pop_back();
    }
  }
  const bool has_street = parts.size() > 1 && std::ranges::any_of(parts.front(), base::is_ascii_digit);
  if (has_street) {
    out["address"] = parts.front();
    parts.erase(parts.begin());
  }
  if (parts.empty()) return out;
  auto city = parts.front();
  const auto space = city.find(' ');
  const bool has_code = space != std::string::npos && space >= 4 && base::is_ascii_digit(city[0]) &&
                        base::is_ascii_digit(city[space - 1]);
  if (has_code) {
    out["postalCode"] = city.substr(0, space);
    city = city.substr(space + 1);
  }
  out["city"] = city;
  std::string region;
  for (std::size_t i = 1; i < parts.size(); ++i) region += (i == 1 ? "" : ", ") + parts[i];
  put(out, "region", region);
  return out;
}

class DocxImport {
 public:
  explicit DocxImport(const Source& source) : docx_(source.get("docx")) {}

  Json read() {
    lines_ = docx_lines(docx_.get("paragraphs"));
    root_["basics"] = Json::object();
    find_level();
    for (std::size_t i = 0; i < lines_.size();) i = section_at(i);
    finish_head();
    put_language(docx_.get("language"), root_);
    tell_rest();
    if (basics().empty()) root_.erase("basics");
    return std::move(root_);
  }

 private:
  Json& basics() { return root_["basics"]; }

  // ---- where sections begin

  /// Finds the level of section headings, or the style of section titles that are no headings.
  void find_level() {
    for (const auto& line : lines_) {
      if (line.heading > 0 && !section_of_title(line.text).empty())
        level_ = level_ == 0 ? line.heading : std::min(level_, line.heading);
    }
    if (level_ == 0) level_ = 1;
    std::map<int, int> sizes;
    for (const auto& line : lines_) sizes[line.size] += static_cast<int>(line.text.size());
    if (!sizes.empty())
      usual_size_ = std::ranges::max_element(sizes, {}, [](const auto& one) { return one.second; })->first;
    for (const auto& line : lines_) {
      const bool is_special = line.is_caps || is_upper(line) || line.size > usual_size_;
      if (line.heading < 0 && is_special && !section_of_title(line.text).empty())
        looks_.insert(look_of(line));
    }
  }

  static bool is_upper(const DocxLine& line) {
    return std::ranges::any_of(line.text, base::is_ascii_upper) &&
           std::ranges::none_of(line.text, [](char c) { return c >= 'a' && c <= 'z'; });
  }

  using Look = std::tuple<std::string, int, bool, bool>;
  static Look look_of(const DocxLine& line) {
    return {line.style, line.size, line.is_bold, line.is_caps || is_upper(line)};
  }

  /// The section that this line begins; "other" for a section with another title; "" if the line is no title.
  [[nodiscard]] std::string title_of(const DocxLine& line, std::size_t index) const {
    if (line.heading == 0 || line.list >= 0 || line.text.size() > kLongestTitle || line.is_aside) return {};
    auto exact = section_of_title(line.text);
    const bool is_section = !exact.empty() && exact != "cv" && exact != "grade" && exact != "courses" &&
                            exact != "email" && exact != "phone" && exact != "website" && exact != "location";
    const bool is_first = index == 0 || line.text == basics_name_;
    if (is_section && !is_first) return exact;
    if (is_first || line.style == "subtitle") return {};
    const bool is_heading = line.heading > 0 && line.heading <= level_ && has_name_;
    const bool looks_like_one = line.heading < 0 && looks_.contains(look_of(line)) && has_name_;
    if (!is_heading && !looks_like_one) return {};
    const auto about = section_about(line.text);
    return about.empty() || about == "cv" ? "other" : about;
  }

  std::size_t section_at(std::size_t begin) {
    const auto& title = lines_[begin];
    if (title.is_aside) {
      head(title);
      return begin + 1;
    }
    auto section = title_of(title, begin);
    if (section.empty()) {
      if (auto inline_one = inline_section(title); !inline_one.empty()) return begin + 1;
      head(title);
      return begin + 1;
    }
    title.source.mark();
    std::vector<DocxLine> own;
    auto end = begin + 1;
    for (; end < lines_.size() && title_of(lines_[end], end).empty(); ++end) {
      if (lines_[end].is_aside) break;
      own.push_back(lines_[end]);
    }
    fill(section, title, own);
    return end;
  }

  /// "Languages: English, German" or "Skills<tab>C++" in one line.
  std::string inline_section(const DocxLine& line) {
    const auto at = line.text.find_first_of(":\t");
    if (at == std::string::npos || line.list >= 0) return {};
    auto section = section_of_title(line.text.substr(0, at));
    const bool is_terms = section == "skills" || section == "languages" || section == "interests";
    if (!is_terms) return {};
    auto rest = line;
    rest.text = base::trimmed(std::string_view(line.text).substr(at + 1));
    add(section, docx_terms(section, {rest}));
    return section;
  }

  // ---- sections

  void add(const std::string& section, std::vector<Json> entries) {
    if (entries.empty()) return;
    auto& list = root_[section];
    if (!list.is_array()) list = Json::array();
    for (auto& one : entries) list.push_back(std::move(one));
  }

  void fill(const std::string& section, const DocxLine& title, const std::vector<DocxLine>& lines) {
    if (section == "summary") {
      for (const auto& line : lines) summary(line);
    } else if (section == "contact") {
      for (const auto& line : lines) head(line);
    } else if (section == "skills" || section == "languages" || section == "interests") {
      add(section, docx_terms(section, lines));
    } else if (section == "other") {
      other(title, lines);
    } else {
      add(section, docx_entries(section, lines));
    }
  }

  /// A section that JSON Resume does not have: its entries become projects, or it becomes one project with
  /// its title.
  void other(const DocxLine& title, const std::vector<DocxLine>& lines) {
    title.source.unmark();
    if (lines.empty()) return;
    title.source.lose("JSON Resume has no section “" + title.text +
                      "”; what is in it stands among the projects");
    const bool has_entries = std::ranges::any_of(lines, [](const DocxLine& line) {
      return line.heading > 0 || (line.list < 0 && split_period(line.text).has_value());
    });
    if (has_entries) return add("projects", docx_entries("projects", lines));
    Json one = {{"name", title.text}};
    std::string description;
    std::vector<std::string> highlights;
    for (const auto& line : lines) {
      line.source.mark();
      if (line.list >= 0) {
        highlights.push_back(line.markdown);
      } else {
        description += (description.empty() ? "" : "\n\n") + line.markdown;
      }
    }
    put(one, "description", description);
    put(one, "highlights", highlights);
    add("projects", {std::move(one)});
  }

  // ---- the head

  void summary(const DocxLine& line) {
    line.source.mark();
    if (!summary_.empty()) summary_ += line.list >= 0 && was_item_ ? "\n" : "\n\n";
    if (line.list >= 0)
      summary_ +=
          std::string(2 * static_cast<std::size_t>(line.list), ' ') + (line.is_numbered ? "1. " : "- ");
    summary_ += line.markdown;
    was_item_ = line.list >= 0;
  }

  /// A line above all sections, under "Contact", or in a page's header or footer.
  void head(const DocxLine& line) {
    const bool may_be_name =
        !has_name_ && line.list < 0 && mail_in(line.text).empty() && (!line.is_aside || line.heading == 0);
    auto cells = split_cells(line.text);
    const bool is_prose =
        has_name_ && (line.style == "body text" ||
                      (cells.size() == 1 && mail_in(line.text).empty() && line.text.size() > kLongestLabel));
    if (is_prose) return summary(line);
    if (may_be_name) {
      line.source.mark();
      if (section_of_title(cells.front()) == "cv") cells.erase(cells.begin());
      if (cells.empty()) return;
      set_name(cells.front(), line);
      cells.erase(cells.begin());
    } else if (line.is_aside && line.text == basics_name_) {
      return line.source.mark();
    } else if (line.style == "subtitle" && !basics().contains("label")) {
      line.source.mark();
      basics()["label"] = line.text;
      return;
    }
    std::vector<std::string> left;
    bool has_contact = false;
    for (const auto& cell : cells) {
      if (contact(cell, line)) {
        has_contact = true;
      } else {
        left.push_back(cell);
      }
    }
    line.source.mark();
    for (const auto& cell : left) loose(cell, has_contact, line, left.size() == 1 && cells.size() == 1);
  }

  void set_name(const std::string& text, const DocxLine& line) {
    // "Curriculum vitae – Jane Doe"; "Jane Doe, MSc" stays whole
    auto name = text;
    for (const std::string_view sign : {" – ", " - ", ": "}) {
      const auto at = name.find(sign);
      if (at == std::string::npos) continue;
      if (section_of_title(name.substr(0, at)) == "cv") {
        name = name.substr(at + sign.size());
      } else if (sign != ": ") {
        basics()["label"] = name.substr(at + sign.size());
        name = name.substr(0, at);
      }
    }
    constexpr std::size_t kLongestName = 80;
    if (name.size() > kLongestName) return summary(line);
    basics()["name"] = name;
    basics_name_ = line.text;
    has_name_ = true;
  }

  /// Whether the text is a contact, which is then stored.
  bool contact(const std::string& text, const DocxLine& line) {
    auto value = text;
    std::string label;
    std::string name;
    const auto colon = text.find(':');
    if (colon != std::string::npos && colon > 0 && !text.substr(colon).starts_with("://")) {
      name = text.substr(0, colon);
      label = section_of_title(name);
      value = base::trimmed(std::string_view(text).substr(colon + 1));
    } else if (const auto space = text.find(' '); space != std::string::npos) {
      if (const auto known = section_of_title(text.substr(0, space)); known == "phone" || known == "email") {
        label = known;
        value = text.substr(space + 1);
      }
    }
    if (const auto mail = mail_in(value); !mail.empty() && (!name.empty() ? label == "email" : true)) {
      if (basics().contains("email")) return false;
      basics()["email"] = mail;
      return true;
    }
    const bool is_number = is_phone(value);
    if (is_number && (label.empty() ? name.empty() : label == "phone")) {
      if (basics().contains("phone")) return false;
      basics()["phone"] = value;
      return true;
    }
    if (label == "location") return place(value);
    const bool is_link =
        line.url.starts_with("http") && split_cells(line.text).size() == 1 && !text.ends_with('.');
    if (is_link || is_address(value))
      return link(value, is_link ? line.url : value, label.empty() ? name : "");
    return false;
  }

  bool place(const std::string& text) {
    if (basics().contains("location")) return false;
    basics()["location"] = location_of(text);
    return true;
  }

  bool link(const std::string& text, std::string url, const std::string& label) {
    if (!base::ascii_lower(url).starts_with("http")) url = "https://" + url;
    auto network = network_of(url);
    if (network.empty()) network = label;
    if (network.empty() && !basics().contains("url")) {
      basics()["url"] = url;
      return true;
    }
    auto profile = Json::object();
    put(profile, "network", network.empty() ? host_of(url) : network);
    const bool is_user = !is_address(text);
    const auto slash = url.find_last_of('/', url.size() - 2);
    auto user = is_user ? text : url.substr(slash == std::string::npos ? 0 : slash + 1);
    while (user.ends_with('/')) user.pop_back();
    const bool is_name = user != network && (is_user || user.find_first_of(".?") == std::string::npos);
    if (is_name) put(profile, "username", user);
    put(profile, "url", url);
    basics()["profiles"].push_back(std::move(profile));
    return true;
  }

  /// Text that is neither name nor contact.
  void loose(const std::string& text, bool beside_contact, const DocxLine& line, bool is_whole) {
    const auto terms = formats::split_terms(text);
    const bool is_place = !basics().contains("location") && text.size() < kLongestLabel &&
                          terms.size() <= 4 && text.find(':') == std::string::npos &&
                          (beside_contact || (terms.size() > 1 && formats::country_code(terms.back())) ||
                           (terms.size() > 1 && base::is_ascii_digit(terms.back().front())));
    if (is_place) {
      place(text);
    } else if (has_name_ && !basics().contains("label") && text.size() <= kLongestLabel &&
               !text.ends_with('.') && text.find(':') == std::string::npos && line.list < 0) {
      basics()["label"] = text;
    } else if (is_whole && text.size() > kLongestLabel) {
      summary(line);
    } else if (is_whole && text.find(':') == std::string::npos) {
      summary(line);
    } else {
      line.source.unmark();
      const auto before = lost_parts_[line.source.pointer()];
      lost_parts_[line.source.pointer()] = before + (before.empty() ? "" : ", ") + "“" + text + "”";
      line.source.lose("JSON Resume has no field for " + lost_parts_[line.source.pointer()]);
    }
  }

  void finish_head() { put(basics(), "summary", summary_); }

  void tell_rest() {
    docx_.get("pictures").lose("pictures; a photo can be set in basics.image");
    docx_.get("hidden").lose("hidden in the file");
    docx_.get("comments").lose("comments on the text");
    for (const auto* notes : {"footnotes", "endnotes"}) docx_.get(notes).lose("notes under the text");
    for (const auto* edge : {"header", "footer"}) docx_.get(edge).lose("a part that is damaged");
  }

  const Source docx_;
  std::vector<DocxLine> lines_;
  Json root_ = Json::object();
  std::string summary_;
  std::string basics_name_;
  std::set<Look> looks_;
  std::map<std::string, std::string> lost_parts_;
  int level_ = 0;
  int usual_size_ = 0;
  bool has_name_ = false;
  bool was_item_ = false;
};

}  // namespace
}  // namespace import_docx_of

Json import_docx(const Source& source) {
  return import_docx_of::DocxImport(source).read();
}

}  // namespace vitrine::cv::importing
