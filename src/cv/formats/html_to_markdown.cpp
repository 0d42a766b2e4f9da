#include "cv/formats/html_to_markdown.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "base/encoding.hpp"
#include "cv/formats/loose_text.hpp"

namespace vitrine::cv::formats {

namespace {

/// Names of the characters U+00A0 to U+00FF, in their order (HTML, section 13.5).
constexpr std::array<std::string_view, 96> kLatin{
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",
    "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",
    "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12",
    "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil",
    "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde",
    "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",
    "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",
    "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",
    "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 22> kNamed{
    {{"amp", "&"},   {"lt", "<"},     {"gt", ">"},    {"quot", "\""}, {"apos", "'"},  {"ndash", "–"},
     {"mdash", "—"}, {"hellip", "…"}, {"lsquo", "‘"}, {"rsquo", "’"}, {"sbquo", "‚"}, {"ldquo", "“"},
     {"rdquo", "”"}, {"bdquo", "„"},  {"bull", "•"},  {"euro", "€"},  {"trade", "™"}, {"oelig", "œ"},
     {"OElig", "Œ"}, {"rarr", "→"},   {"larr", "←"},  {"minus", "−"}}};

/// The text of an entity, given without its '&' and ';'; nothing for an entity that editors do not write.
std::optional<std::string> entity(std::string_view name) {
  for (const auto& [known, text] : kNamed) {
    if (name == known) return std::string(text);
  }
  std::string out;
  if (const auto* latin = std::ranges::find(kLatin, name); latin != kLatin.end()) {
    constexpr unsigned kFirst = 0xA0;
    base::append_utf8(out, kFirst + static_cast<unsigned>(latin - kLatin.begin()));
    return out;
  }
  if (name.size() < 2 || name.front() != '#') return std::nullopt;
  const bool is_hex = name[1] == 'x' || name[1] == 'X';
  const auto digits = name.substr(is_hex ? 2 : 1);
  unsigned code = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), code, is_hex ? 16 : 10);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  base::append_utf8(out, code);
  return out;
}

std::string decoded(std::string_view text) {
  constexpr std::size_t kLongest = 10;
  std::string out;
  while (!text.empty()) {
    const auto end = text.front() == '&' ? text.substr(0, kLongest + 1).find(';') : std::string_view::npos;
    if (end != std::string_view::npos) {
      if (const auto known = entity(text.substr(1, end - 1))) {
        out += *known;
        text.remove_prefix(end + 1);
        continue;
      }
    }
    out += text.front();
    text.remove_prefix(1);
  }
  return out;
}

/// The value of an attribute, from the inside of a tag.
std::string attribute(std::string_view tag, std::string_view name) {
  const auto at = base::ascii_lower(tag).find(std::string(" ") + std::string(name) + "=");
  if (at == std::string::npos) return {};
  auto rest = tag.substr(at + name.size() + 2);
  const char quote = rest.empty() ? ' ' : rest.front();
  if (quote != '"' && quote != '\'') return decoded(rest.substr(0, rest.find_first_of(" >")));
  rest.remove_prefix(1);
  return decoded(rest.substr(0, rest.find(quote)));
}

/// Returns the length of the tag, comment or declaration at the beginning; 0 if '<' is only a sign, npos if
/// it has no end. It remembers which quotes and ends no longer occur and does not search for them again, so
/// the total time stays linear.
class TagScanner {
 public:
  explicit TagScanner(std::string_view html) : html_(html) {}

  [[nodiscard]] std::size_t length_at(std::size_t begin) {
    const char next = begin + 1 < html_.size() ? html_[begin + 1] : ' ';
    if (html_.substr(begin).starts_with("<!--")) return length_to(begin, html_.find("-->", begin + 4), 3);
    if (!base::is_ascii_letter(next) && next != '/' && next != '!' && next != '?') return 0;
    auto at = begin + 1;
    while (true) {
      at = html_.find_first_of(">\"'", at);
      if (at == std::string_view::npos || html_[at] == '>') return length_to(begin, at, 1);
      const bool is_value = html_[at - 1] == '=' || html_[at - 1] == ' ';
      const auto end = is_value ? quote_end(html_[at], at + 1) : std::string_view::npos;
      at = end == std::string_view::npos ? at + 1 : end + 1;
    }
  }

 private:
  static std::size_t length_to(std::size_t begin, std::size_t end, std::size_t size) {
    return end == std::string_view::npos ? end : end + size - begin;
  }

  std::size_t quote_end(char quote, std::size_t from) {
    auto& is_over = quote == '"' ? no_double_ : no_single_;
    if (is_over) return std::string_view::npos;
    const auto end = html_.find(quote, from);
    is_over = end == std::string_view::npos;
    return end;
  }

  std::string_view html_;
  bool no_double_ = false;
  bool no_single_ = false;
};

/// Writes Markdown. It writes emphasis marks only when their text comes: no mark is empty, none stays open at
/// the end of a block, and none has a space at its inner side.
class Converter {
 public:
  std::string convert(std::string_view html) {
    TagScanner scanner(html);
    std::size_t at = 0;
    while (at < html.size()) {
      const auto size = html[at] == '<' ? scanner.length_at(at) : 0;
      if (size == std::string_view::npos) break;  // the rest is a tag without an end
      if (size == 0) {
        const auto end = std::min(html.find('<', at + 1), html.size());
        if (hidden_.empty()) text(decoded(html.substr(at, end - at)));
        at = end;
        continue;
      }
      tag(html.substr(at + 1, size - 2));
      at += size;
    }
    return take();
  }

  std::string convert(std::string_view html, const std::vector<HtmlTag>& tags, Between between) {
    std::size_t at = 0;
    const auto write = [&](std::string_view part) {
      if (between == Between::html) {
        text(decoded(part));
      } else {
        markdown(part);
      }
    };
    for (const auto& one : tags) {
      write(html.substr(at, one.begin - at));
      tag(html.substr(one.begin + 1, one.end - one.begin - 2));
      at = one.end;
    }
    write(html.substr(at));
    return take();
  }

 private:
  enum Mark : std::size_t { link_mark, strong, emphasis, code, mark_count };

  struct List {
    bool is_numbered = false;
    int next = 1;
    std::size_t width = 2;  ///< width of the item's marker
  };

  std::string take() {
    trim();
    end_block();
    trim();
    return std::move(out_);
  }

  void trim() {
    while (out_.ends_with('\n') || out_.ends_with(' ')) out_.pop_back();
  }

  // ---- text

  /// Markdown that is copied as it is; its words get the open marks.
  void markdown(std::string_view text) {
    const auto begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    if (pending_ > 0) text.remove_prefix(begin);
    if (text.empty()) return;
    begin_line();
    if (std::ranges::any_of(open_, [&](Mark mark) { return !is_wanted(mark); })) {
      const auto end = out_.find_last_not_of(' ') + 1;
      const auto space = out_.substr(end);
      out_.erase(end);
      close_marks();
      out_ += space;
    }
    const auto words = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    out_ += text.substr(0, words);
    text.remove_prefix(words);
    if (text.empty()) return;
    for (std::size_t mark = 0; mark < mark_count; ++mark) {
      const auto one = static_cast<Mark>(mark);
      if (is_wanted(one) && std::ranges::find(open_, one) == open_.end()) open_mark(one);
    }
    out_ += text;
    is_at_line_start_ = false;
    is_fresh_item_ = false;
  }

  void text(std::string_view text) {
    constexpr std::string_view kSpace = " \n\t\r";
    while (!text.empty()) {
      const auto begin = text.find_first_not_of(kSpace);
      if (begin != 0 && is_preformatted_ && text.front() == '\n') {
        line_break();
        text.remove_prefix(1);
        continue;
      }
      has_space_ = has_space_ || begin != 0;
      if (begin == std::string_view::npos) return;
      text.remove_prefix(begin);
      const auto end = std::min(text.find_first_of(kSpace), text.size());
      word(text.substr(0, end));
      text.remove_prefix(end);
    }
  }

  void word(std::string_view word) {
    begin_line();
    while (!open_.empty() && !is_wanted(open_.back())) close_mark();
    if (std::ranges::any_of(open_, [&](Mark mark) { return !is_wanted(mark); })) close_marks();
    if (has_space_ && !is_at_line_start_) out_ += ' ';
    has_space_ = false;
    for (std::size_t mark = 0; mark < mark_count; ++mark) {
      const auto one = static_cast<Mark>(mark);
      const bool is_open = std::ranges::find(open_, one) != open_.end();
      if (is_wanted(one) && !is_open) open_mark(one);
    }
    append(word);
    is_at_line_start_ = false;
    is_fresh_item_ = false;
  }

  void append(std::string_view word) {
    const bool is_code = !open_.empty() && open_.back() == code;
    for (std::size_t i = 0; i < word.size(); ++i) {
      const char c = word[i];
      if (is_code) {
        out_ += c == '`' ? '\'' : c;
        continue;
      }
      const bool is_markup = std::string_view("\\`*_[]<").find(c) != std::string_view::npos;
      const bool begins = i == 0 && is_at_line_start_ && open_.empty();
      const bool is_block = begins && (std::string_view("#+-=>~").find(c) != std::string_view::npos);
      if (is_markup || is_block) out_ += '\\';
      const bool is_number = (c == '.' || c == ')') && i > 0 && i + 1 == word.size() && is_at_line_start_ &&
                             open_.empty() && std::ranges::all_of(word.substr(0, i), base::is_ascii_digit);
      if (is_number) out_ += '\\';
      out_ += c;
    }
  }

  // ---- marks

  [[nodiscard]] bool is_wanted(Mark mark) const { return wanted_[mark] > 0; }

  static std::string_view sign(Mark mark) {
    static constexpr std::array<std::string_view, mark_count> kSigns{"[", "**", "*", "`"};
    return kSigns[mark];
  }

  void open_mark(Mark mark) {
    out_ += sign(mark);
    open_.push_back(mark);
  }

  void close_mark() {
    const auto mark = open_.back();
    open_.pop_back();
    if (mark == link_mark) {
      out_ += "](" + url_ + ")";
      if (++link_parts_ == kMostLinkParts) wanted_[link_mark] = 0;
    } else {
      out_ += sign(mark);
    }
  }

  void close_marks() {
    while (!open_.empty()) close_mark();
  }

  void want(Mark mark, bool is_end) {
    if (!is_end) {
      ++wanted_[mark];
    } else if (wanted_[mark] > 0) {
      --wanted_[mark];
    }
  }

  void link(std::string_view inside, bool is_end) {
    close_marks();
    wanted_[link_mark] = 0;
    link_parts_ = 0;
    if (is_end) return;
    url_ = attribute(inside, "href");
    std::erase_if(url_, [](char c) { return c == '\n' || c == '\r' || c == '\t'; });
    const auto scheme = base::ascii_lower(std::string_view(url_).substr(0, url_.find(':') + 1));
    const bool is_useful = scheme == "https:" || scheme == "http:" || scheme == "mailto:" || scheme == "tel:";
    if (!is_useful) return;
    std::string clean;
    for (const char c : url_) {
      const bool is_markup = std::string_view(" ()<>\\").find(c) != std::string_view::npos;
      clean += is_markup ? base::percent_encode({&c, 1}) : std::string(1, c);
    }
    url_ = std::move(clean);
    wanted_[link_mark] = 1;
  }

  // ---- blocks

  void end_block() {
    close_marks();
    has_space_ = false;
  }

  /// The next text begins a line, after `count` line ends in total.
  void new_line(int count) {
    end_block();
    if (!out_.empty()) pending_ = std::max(pending_, count);
    is_hard_ = false;
  }

  void line_break() {
    end_block();
    if (pending_ == 0 && !is_at_line_start_) {
      pending_ = 1;
      is_hard_ = true;
    } else if (pending_ == 1 && is_hard_ && lists_.empty()) {  // two end a paragraph
      pending_ = 2;
      is_hard_ = false;
    }
  }

  [[nodiscard]] std::size_t indent() const {
    std::size_t out = 0;
    for (std::size_t i = 0; i < std::min(lists_.size(), kDeepest); ++i) out += lists_[i].width;
    return out;
  }

  void begin_line() {
    if (pending_ == 0) return;
    if (is_hard_) out_ += "  ";
    out_.append(static_cast<std::size_t>(pending_), '\n');
    out_.append(indent(), ' ');
    pending_ = 0;
    is_hard_ = false;
    is_at_line_start_ = true;
  }

  void begin_item() {
    if (lists_.empty()) lists_.emplace_back();  // an item outside of a list
    new_line(lists_.size() == 1 && lists_.back().next == 1 ? 2 : 1);
    auto& list = lists_.back();
    const auto marker = list.is_numbered ? std::to_string(list.next) + ". " : std::string("- ");
    ++list.next;
    list.width = 0;
    begin_line();
    list.width = marker.size();
    out_ += marker;
    is_at_line_start_ = true;
    is_fresh_item_ = true;
  }

  void list(bool is_numbered, bool is_end) {
    if (is_end) {
      if (!lists_.empty()) lists_.pop_back();
      new_line(lists_.empty() ? 2 : 1);
    } else {
      new_line(lists_.empty() ? 2 : 1);
      lists_.push_back({is_numbered, 1, 0});
    }
  }

  /// A list item's first paragraph is the item itself.
  void paragraph(bool is_end) {
    if (is_end && !lists_.empty()) return new_line(1);
    const bool is_item = is_fresh_item_ && is_at_line_start_ && pending_ == 0;
    if (!is_item) new_line(2);
  }

  void tag(std::string_view inside) {
    const bool is_end = inside.starts_with('/');
    if (is_end) inside.remove_prefix(1);
    const auto name = base::ascii_lower(inside.substr(0, inside.find_first_of(" /\t\r\n")));
    if (!hidden_.empty()) {
      if (is_end && name == hidden_) hidden_.clear();
      return;
    }
    if (is_one_of(name, {"script", "style", "title", "template"})) {
      const bool has_content = !is_end && !inside.ends_with('/');
      if (has_content) hidden_ = name;
    } else if (is_one_of(name, {"strong", "b"})) {
      want(strong, is_end);
    } else if (is_one_of(name, {"em", "i"})) {
      want(emphasis, is_end);
    } else if (is_one_of(name, {"code", "kbd", "samp", "tt"})) {
      want(code, is_end);
    } else if (name == "a") {
      link(inside, is_end);
    } else if (name == "br") {
      line_break();
    } else if (name == "img") {
      text(attribute(inside, "alt"));
    } else {
      block(name, is_end);
    }
  }

  void block(std::string_view name, bool is_end) {
    const bool is_heading = name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
    if (name == "li") {
      if (!is_end) begin_item();
    } else if (is_one_of(name, {"ul", "ol", "menu"})) {
      list(name == "ol", is_end);
    } else if (name == "tr" || name == "dt" || name == "dd") {
      if (!is_end) line_break();
    } else if (is_one_of(name, {"td", "th"})) {
      if (is_end) has_space_ = true;
      if (!is_end && !is_at_line_start_ && pending_ == 0) text(" | ");
    } else if (is_heading) {
      paragraph(is_end);
      wanted_[strong] = is_end ? 0 : 1;
    } else if (is_one_of(name, {"p", "div", "table", "blockquote", "pre", "hr", "section", "article", "dl",
                                "header", "footer", "figure", "figcaption", "address"})) {
      paragraph(is_end);
      if (name == "pre") is_preformatted_ = !is_end;
    }
  }

  static bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
  }

  /// Parts of one link, such as lines. Text after them stays without it, so that a long URL around many lines
  /// does not fill the memory.
  static constexpr std::size_t kMostLinkParts = 16;
  static constexpr std::size_t kDeepest = 12;  ///< deeper levels are shown at this level

  std::string out_;
  std::vector<List> lists_;
  std::array<int, mark_count> wanted_{};
  std::vector<Mark> open_;  ///< innermost last
  std::string url_;
  std::size_t link_parts_ = 0;  ///< of the link; each writes the URL
  std::string hidden_;          ///< the open element whose content is ignored
  int pending_ = 0;             ///< line ends before the next text
  bool is_hard_ = false;
  bool has_space_ = false;
  bool is_at_line_start_ = true;
  bool is_fresh_item_ = false;
  bool is_preformatted_ = false;
};

}  // namespace

std::string html_to_markdown(std::string_view html) {
  return Converter().convert(html);
}

std::string html_to_markdown(std::string_view html, const std::vector<HtmlTag>& tags, Between between) {
  return Converter().convert(html, tags, between);
}

}  // namespace vitrine::cv::formats
