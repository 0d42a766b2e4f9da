#pragma once
// Parses rich text with md4c into a list of events, from which every output format is made.

#include <md4c.h>

#include <string>
#include <string_view>

namespace vitrine::render {

/// Receives the events of one text; one implementation per output format. Spans are well nested.
class MarkdownWriter {
 public:
  virtual ~MarkdownWriter() = default;
  /// `detail` is md4c's structure for that type, or null; it lives as long as the call.
  virtual void enter_block(MD_BLOCKTYPE type, void* detail) = 0;
  virtual void leave_block(MD_BLOCKTYPE type) = 0;
  virtual void enter_span(MD_SPANTYPE type, void* detail) = 0;
  virtual void leave_span(MD_SPANTYPE type) = 0;
  /// Plain text: entities are decoded, NUL is U+FFFD.
  virtual void text(std::string_view text) = 0;
  virtual void line_break(bool is_hard) = 0;

  std::string out;

 protected:
  MarkdownWriter() = default;
  MarkdownWriter(const MarkdownWriter&) = default;
  MarkdownWriter& operator=(const MarkdownWriter&) = default;
};

/// Reads CommonMark; raw HTML is treated as text.
void parse_markdown(std::string_view markdown, MarkdownWriter& writer);

/// The text of an attribute, such as a link's address.
std::string attribute_text(const MD_ATTRIBUTE& attribute);

}  // namespace vitrine::render
