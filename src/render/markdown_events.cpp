#include "render/markdown_events.hpp"

#include <array>
#include <charconv>
#include <utility>

#include "base/encoding.hpp"
#include "base/printable.hpp"

namespace vitrine::render {

namespace {

/// The text of an entity; the entity as it stands where it is not one that people type.
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
  parser.flags = MD_FLAG_NOHTML;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* to) {
    static_cast<MarkdownWriter*>(to)->enter_block(type, detail);
    return 0;
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* to) {
    static_cast<MarkdownWriter*>(to)->leave_block(type);
    return 0;
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* to) {
    static_cast<MarkdownWriter*>(to)->enter_span(type, detail);
    return 0;
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* to) {
    static_cast<MarkdownWriter*>(to)->leave_span(type);
    return 0;
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* to) {
    auto* receiver = static_cast<MarkdownWriter*>(to);
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
  md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &writer);
}

}  // namespace vitrine::render
