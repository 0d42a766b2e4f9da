#include "render/common/markdown_events.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "base/encoding.hpp"
#include "base/printable.hpp"

namespace vitrine::render {

namespace {

/// The text of an entity; an unknown entity stays as written.
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
  base::append_utf8(out, code_point);
  return base::printable(out);
}

/// Makes spans well nested: md4c ends spans that it has not begun when the brackets of links and autolinks
/// overlap.
class Nesting {
 public:
  explicit Nesting(MarkdownWriter& writer) : writer_(writer) {}

  [[nodiscard]] MarkdownWriter& writer() { return writer_; }

  void enter(MD_SPANTYPE type, void* detail) {
    open_.push_back(type);
    writer_.enter_span(type, detail);
  }

  /// Ends the innermost span of that type, and the spans within it; does nothing if none is open.
  void leave(MD_SPANTYPE type) {
    if (std::ranges::find(open_, type) == open_.end()) return;
    while (leave_last() != type) continue;
  }

  void leave_all() {
    while (!open_.empty()) leave_last();
  }

 private:
  MD_SPANTYPE leave_last() {
    const auto type = open_.back();
    open_.pop_back();
    writer_.leave_span(type);
    return type;
  }

  MarkdownWriter& writer_;
  std::vector<MD_SPANTYPE> open_;  ///< outermost first
};

}  // namespace

std::string attribute_text(const MD_ATTRIBUTE& attribute) {
  std::string out;
  for (unsigned i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
    const auto begin = attribute.substr_offsets[i];
    const std::string_view part(attribute.text + begin, attribute.substr_offsets[i + 1] - begin);
    out += attribute.substr_types[i] == MD_TEXT_ENTITY ? entity_text(part) : std::string(part);
  }
  return out;
}

void parse_markdown(std::string_view markdown, MarkdownWriter& writer) {
  MD_PARSER parser{};
  Nesting nesting(writer);
  parser.flags = MD_FLAG_NOHTML;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* to) {
    static_cast<Nesting*>(to)->writer().enter_block(type, detail);
    return 0;
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* to) {
    static_cast<Nesting*>(to)->leave_all();
    static_cast<Nesting*>(to)->writer().leave_block(type);
    return 0;
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* to) {
    static_cast<Nesting*>(to)->enter(type, detail);
    return 0;
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* to) {
    static_cast<Nesting*>(to)->leave(type);
    return 0;
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* to) {
    auto* receiver = &static_cast<Nesting*>(to)->writer();
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
  md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &nesting);
}

}  // namespace vitrine::render
