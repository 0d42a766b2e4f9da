// Fuzzes the text of a Word file, without the archive around it: it becomes a checked document, or is
// refused.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "cv/docx/text.hpp"
#include "cv/import/foreign.hpp"
#include "cv/intake/check.hpp"

namespace {

constexpr std::string_view kLooks =
    "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
    "<w:style w:styleId=\"T\"><w:name w:val=\"Title\"/></w:style>"
    "<w:style w:styleId=\"H\"><w:name w:val=\"heading 1\"/></w:style>"
    "<w:style w:styleId=\"I\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"I\"/></w:style></w:styles>";

constexpr std::string_view kRelations =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"s\" Type=\"x/styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"h\" Type=\"x/header\" Target=\"document.xml\"/>"
    "<Relationship Id=\"l\" Type=\"x/hyperlink\" Target=\"https://example.com\" TargetMode=\"External\"/>"
    "</Relationships>";

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vitrine::cv;
  using namespace vitrine::cv::intake;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto tree = docx::read_docx({{"word/document.xml", text},
                                     {"word/styles.xml", std::string(kLooks)},
                                     {"word/_rels/document.xml.rels", std::string(kRelations)}});
  if (!tree) return 0;
  const auto converted = convert(*tree, importing::Foreign::docx);
  require(converted.document.is_object());
  for (const auto& lost : converted.lost) require(tree->contains(Json::json_pointer(lost.pointer)));
  (void)check(converted.document.dump());  // throws if it is not UTF-8
  return 0;
}
