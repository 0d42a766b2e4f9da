#include "cv/view/rich_text.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "cv/formats/html_to_markdown.hpp"
#include "cv/formats/plain_list.hpp"

namespace vitrine::cv {

namespace {

constexpr std::array<std::string_view, 2> kVoid{"br", "hr"};
constexpr std::array<std::string_view, 14> kInline{"a", "b",     "code", "em",     "font", "i",   "mark",
                                                   "s", "small", "span", "strong", "sub",  "sup", "u"};
constexpr std::array<std::string_view, 14> kBlock{"blockquote", "div", "h1", "h2", "h3",  "h4", "h5",
                                                  "h6",         "li",  "ol", "p",  "pre", "ul", "section"};

template <std::size_t size>
bool is_in(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// A tag of an element that may count.
struct Tag {
  formats::HtmlTag place;
  std::string name;  ///< lower case
  bool is_end = false;
  bool counts = false;
};

/// The tag that begins at `at`; an empty name if there is no known element.
Tag tag_at(std::string_view text, std::size_t at) {
  auto rest = text.substr(at + 1);
  const bool is_end = rest.starts_with('/');
  if (is_end) rest.remove_prefix(1);
  std::string name;
  for (const char c : rest) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!is_letter && !(c >= '1' && c <= '6')) break;
    name += base::ascii_lower(c);
  }
  const auto end = rest.find('>');
  const bool is_known = is_in(kVoid, name) || is_in(kInline, name) || is_in(kBlock, name);
  if (!is_known || end == std::string_view::npos) return {};
  const auto inside = rest.substr(name.size(), end - name.size());
  if (!inside.empty() && std::string_view(" \t\r\n/").find(inside.front()) == std::string_view::npos)
    return {};
  if (inside.find('<') != std::string_view::npos) return {};
  const auto length = static_cast<std::size_t>(rest.data() - text.data()) + end + 1 - at;
  return {.place = {at, at + length}, .name = std::move(name), .is_end = is_end};
}

/// The offset behind the code span that begins at `at` (CommonMark section 6.1); if the span has no end, the
/// offset behind its backticks.
std::size_t behind_code_span(std::string_view text, std::size_t at) {
  const auto run_end = std::min(text.find_first_not_of('`', at), text.size());
  const auto fence = text.substr(at, run_end - at);
  for (auto next = text.find(fence, run_end); next != std::string_view::npos;) {
    const auto end = std::min(text.find_first_not_of('`', next), text.size());
    if (end - next == fence.size()) return end;
    next = text.find(fence, end);
  }
  return run_end;
}

std::vector<Tag> known_tags(std::string_view text) {
  std::vector<Tag> tags;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '`') {
      at = behind_code_span(text, at);
      continue;
    }
    if (text[at] == '\\') {
      at += 2;
      continue;
    }
    if (text[at] == '<') {
      if (auto tag = tag_at(text, at); !tag.name.empty()) {
        at = tag.place.end;
        tags.push_back(std::move(tag));
        continue;
      }
    }
    ++at;
  }
  return tags;
}

/// Pairs start and end tags. An item or a paragraph within a list may lack its end tag (HTML Living Standard,
/// section 13.1.2.4).
void match(std::vector<Tag>& tags) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    auto& tag = tags[i];
    if (is_in(kVoid, tag.name)) {
      tag.counts = true;
    } else if (!tag.is_end) {
      open.push_back(i);
    } else {
      const auto start = std::find_if(open.rbegin(), open.rend(),
                                      [&](std::size_t one) { return tags[one].name == tag.name; });
      if (start == open.rend()) continue;
      tag.counts = tags[*start].counts = true;
      const bool is_list = tag.name == "ul" || tag.name == "ol";
      for (auto inner = open.rbegin(); inner != start; ++inner) {
        if (is_list && (tags[*inner].name == "li" || tags[*inner].name == "p")) tags[*inner].counts = true;
      }
      open.erase(std::next(start).base(), open.end());
    }
  }
}

std::string without_html(std::string_view text) {
  if (text.find('<') == std::string_view::npos) return std::string(text);
  auto tags = known_tags(text);
  match(tags);
  std::vector<formats::HtmlTag> places;
  bool has_blocks = false;
  for (const auto& tag : tags) {
    if (!tag.counts) continue;
    places.push_back(tag.place);
    has_blocks = has_blocks || is_in(kBlock, tag.name);
  }
  if (places.empty()) return std::string(text);
  return html_to_markdown(text, places, has_blocks ? formats::Between::html : formats::Between::markdown);
}

}  // namespace

std::string rich_text(std::string_view text) {
  return formats::with_plain_lists(without_html(text));
}

std::vector<std::string> rich_items(std::string_view text) {
  return formats::list_items(rich_text(text));
}

}  // namespace vitrine::cv
