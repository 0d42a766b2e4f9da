#include "cv/html_to_markdown.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "base/encoding.hpp"
#include "cv/foreign_text.hpp"

namespace vitrine::cv {

namespace {

/// The text of an entity without its '&' and ';'; nothing where it is not one that editors write.
std::optional<std::string> entity(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kNamed{{{"amp", "&"},
                                                                                         {"lt", "<"},
                                                                                         {"gt", ">"},
                                                                                         {"quot", "\""},
                                                                                         {"apos", "'"},
                                                                                         {"nbsp", "\u00A0"},
                                                                                         {"ndash", "–"},
                                                                                         {"mdash", "—"},
                                                                                         {"hellip", "…"},
                                                                                         {"rsquo", "’"},
                                                                                         {"bull", "•"},
                                                                                         {"euro", "€"}}};
  for (const auto& [known, text] : kNamed) {
    if (name == known) return std::string(text);
  }
  if (name.size() < 2 || name.front() != '#') return std::nullopt;
  const bool is_hex = name[1] == 'x' || name[1] == 'X';
  const auto digits = name.substr(is_hex ? 2 : 1);
  unsigned code = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), code, is_hex ? 16 : 10);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  std::string out;
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

/// The value of an attribute in the inside of a tag.
std::string attribute(std::string_view tag, std::string_view name) {
  const auto at = lowered(tag).find(std::string(" ") + std::string(name) + "=");
  if (at == std::string::npos) return {};
  auto rest = tag.substr(at + name.size() + 2);
  const char quote = rest.empty() ? ' ' : rest.front();
  if (quote != '"' && quote != '\'') return decoded(rest.substr(0, rest.find_first_of(" >")));
  rest.remove_prefix(1);
  return decoded(rest.substr(0, rest.find(quote)));
}

/// What follows the content of an element whose content is no text: its end tag.
std::string_view behind_content(std::string_view html, const std::string& name) {
  const auto end_tag = "</" + name;
  const auto same = [](char a, char b) { return lowered({&a, 1}) == lowered({&b, 1}); };
  const auto* const at = std::search(html.begin(), html.end(), end_tag.begin(), end_tag.end(), same);
  return html.substr(static_cast<std::size_t>(at - html.begin()));
}

class Converter {
 public:
  std::string convert(std::string_view html) {
    while (!html.empty()) {
      if (html.front() != '<') {
        const auto end = std::min(html.find('<'), html.size());
        text(decoded(html.substr(0, end)));
        html.remove_prefix(end);
        continue;
      }
      const auto end = html.find('>');
      if (end == std::string_view::npos) break;  // the rest is a tag that does not end
      const auto inside = html.substr(1, end - 1);
      html.remove_prefix(end + 1);
      tag(inside);
      if (const auto name = lowered(inside.substr(0, inside.find(' ')));
          name == "script" || name == "style") {
        html = behind_content(html, name);
      }
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
  std::string take() {
    while (out_.ends_with('\n') || out_.ends_with(' ')) out_.pop_back();
    return std::move(out_);
  }

  void markdown(std::string_view text) {
    if (breaks_ > 0) {
      text.remove_prefix(std::min(text.find_first_not_of(" \r\n"), text.size()));
      if (!text.empty()) write_breaks();
    }
    out_ += text;
  }

  struct List {
    bool is_numbered = false;
    int next = 1;
  };

  void text(std::string_view text) {
    for (const char c : text) {
      const bool is_space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (is_space) {
        if (breaks_ == 0 && !out_.empty() && !out_.ends_with(' ') && !out_.ends_with('\n')) out_ += ' ';
        continue;
      }
      write_breaks();
      if (std::string_view("\\`*_[]<").find(c) != std::string_view::npos) out_ += '\\';
      const bool begins = (out_.empty() || out_.ends_with('\n')) &&
                          std::string_view("#+-=>").find(c) != std::string_view::npos;
      if (begins) out_ += '\\';
      out_ += c;
    }
  }

  /// A break counts where text follows it: two are a paragraph's end, but for an item of a list.
  void write_breaks() {
    if (breaks_ == 0) return;
    const bool is_paragraph = breaks_ > 1 && lists_.empty();
    breaks_ = 0;
    while (out_.ends_with(' ')) out_.pop_back();
    if (!out_.empty() && !out_.ends_with('\n')) out_ += is_paragraph ? "\n\n" : "\\\n";
  }

  void new_line(int count) {
    breaks_ = 0;
    while (out_.ends_with(' ')) out_.pop_back();
    if (out_.empty()) return;
    int have = 0;
    for (auto at = out_.rbegin(); at != out_.rend() && *at == '\n'; ++at) ++have;
    for (; have < count; ++have) out_ += '\n';
  }

  /// A mark that stands at a word: space goes before an opening one, behind a closing one.
  void mark(std::string_view mark, bool is_end) {
    if (!is_end) write_breaks();
    const bool has_space = is_end && out_.ends_with(' ');
    if (has_space) out_.pop_back();
    out_ += mark;
    if (has_space) out_ += ' ';
  }

  void begin_item() {
    new_line(1);
    constexpr std::size_t kDeepest = 12;  // what nests more deeply is shown there
    out_.append(lists_.size() > 1 ? 2 * (std::min(lists_.size(), kDeepest) - 1) : 0, ' ');
    out_ += !lists_.empty() && lists_.back().is_numbered ? std::to_string(lists_.back().next++) + ". " : "- ";
  }

  void tag(std::string_view inside) {
    const bool is_end = inside.starts_with('/');
    if (is_end) inside.remove_prefix(1);
    const auto name = lowered(inside.substr(0, inside.find_first_of(" /\t\r\n")));
    if (name == "strong" || name == "b") return mark("**", is_end);
    if (name == "em" || name == "i") return mark("*", is_end);
    if (name == "code") return mark("`", is_end);
    if (name == "br") return void(++breaks_);
    if (name == "hr") return new_line(2);
    if (name == "li") return is_end ? void() : begin_item();
    if (name == "a") return link(inside, is_end);
    if (name == "ul" || name == "ol") return list(name == "ol", is_end);
    const bool is_heading = name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
    if (is_heading && is_end) mark("**", true);
    if (name == "p" || name == "div" || name == "pre" || name == "blockquote" || name == "section" ||
        is_heading) {
      // A list item's own paragraph is the item.
      if (lists_.empty()) new_line(2);
    }
    if (is_heading && !is_end) mark("**", false);
  }

  void list(bool is_numbered, bool is_end) {
    if (is_end) {
      if (!lists_.empty()) lists_.pop_back();
      if (lists_.empty()) new_line(2);
      return;
    }
    if (lists_.empty()) new_line(2);
    lists_.push_back({is_numbered, 1});
  }

  void link(std::string_view inside, bool is_end) {
    if (!is_end) {
      links_.push_back(attribute(inside, "href"));
      if (!links_.back().empty()) mark("[", false);
    } else if (!links_.empty()) {
      if (!links_.back().empty()) mark("](" + links_.back() + ")", true);
      links_.pop_back();
    }
  }

  std::string out_;
  int breaks_ = 0;  ///< <br> that no text has followed yet
  std::vector<List> lists_;
  std::vector<std::string> links_;
};

}  // namespace

std::string html_to_markdown(std::string_view html) {
  return Converter().convert(html);
}

std::string html_to_markdown(std::string_view html, const std::vector<HtmlTag>& tags, Between between) {
  return Converter().convert(html, tags, between);
}

}  // namespace vitrine::cv
