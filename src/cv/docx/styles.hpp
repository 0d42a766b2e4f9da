#pragma once
// The shared definitions of a Word file: styles, numberings, link targets.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "cv/formats/xml_events.hpp"

namespace vitrine::cv::docx {

/// Whether it is an element or attribute of WordprocessingML, transitional or strict (ECMA-376 part 1).
bool is_word(const formats::XmlName& name);

/// The value of `w:{name}`, or of the attribute without namespace; "" if there is none.
std::string_view word_value(const std::vector<formats::XmlAttribute>& attributes,
                            std::string_view name = "val");

/// A toggle such as `<w:b/>` or `<w:b w:val="0"/>` (ECMA-376 part 1, 17.17.4).
bool is_on(const std::vector<formats::XmlAttribute>& attributes);

/// Style and role of text. Unset values come from the base style.
struct DocxStyle {
  std::string name;            ///< in lower case
  std::string base;            ///< identifier of the base style
  std::optional<int> heading;  ///< 1 to 9; 0: the title
  std::optional<std::string> numbering;
  std::optional<int> level;  ///< level in the numbering
  std::optional<bool> is_bold, is_italic, is_caps;
  std::optional<int> size;  ///< half points
};

class DocxStyles {
 public:
  /// Reads word/styles.xml. Errors as read_xml_events().
  Result<void> read(std::string_view xml);
  /// With all inherited values; empty for an unknown identifier.
  [[nodiscard]] DocxStyle find(std::string_view id) const;

 private:
  std::map<std::string, DocxStyle, std::less<>> styles_;
};

class DocxNumberings {
 public:
  /// Reads word/numbering.xml. Errors as read_xml_events().
  Result<void> read(std::string_view xml);
  /// "bullet", "decimal" … (ECMA-376 part 1, 17.18.59); "" if there is no such numbering.
  [[nodiscard]] std::string format(std::string_view number, int level) const;

 private:
  std::map<std::string, std::map<int, std::string>, std::less<>> abstract_;
  std::map<std::string, std::string, std::less<>> numbers_;
};

/// A relationship of a part (ECMA-376 part 2, 9.3).
struct DocxRelation {
  std::string type;  ///< the last segment of its type URI: "hyperlink"
  std::string target;
  bool is_external = false;
};
using DocxRelations = std::map<std::string, DocxRelation, std::less<>>;
Result<DocxRelations> read_docx_relations(std::string_view xml);

/// 1 to 9 from "heading 1", "Überschrift 1", "titre1"; 0 for the title; nothing for other names. Expects
/// lower case.
std::optional<int> heading_of_style(std::string_view name);

}  // namespace vitrine::cv::docx
