#include "render/docx/parts.hpp"

#include <algorithm>
#include <array>

#include "render/common/escape.hpp"

namespace vitrine::render::docx {

namespace {

constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kMain =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
constexpr std::string_view kRelation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
constexpr std::string_view kWord = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

std::string relation(std::string_view id, std::string_view type, std::string_view target, bool is_external) {
  std::string out = "<Relationship Id=\"";
  out.append(id)
      .append("\" Type=\"")
      .append(type)
      .append("\" Target=\"")
      .append(escaped(target))
      .append("\"");
  out += is_external ? " TargetMode=\"External\"/>\n" : "/>\n";
  return out;
}

std::string relations(const std::string& content) {
  return std::string(kXml) +
         "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\n" +
         content + "</Relationships>\n";
}

std::string content_types() {
  const auto part = [](std::string_view name, std::string_view type) {
    return "<Override PartName=\"/word/" + std::string(name) + ".xml\" ContentType=\"" + std::string(kWord) +
           std::string(type) + "+xml\"/>\n";
  };
  return std::string(kXml) +
         "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\n"
         "<Default Extension=\"rels\" "
         "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\n"
         "<Default Extension=\"xml\" ContentType=\"application/xml\"/>\n" +
         part("document", "document.main") + part("styles", "styles") + part("numbering", "numbering") +
         part("settings", "settings") +
         "<Override PartName=\"/docProps/core.xml\" "
         "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\n</Types>\n";
}

std::string core_properties(const DocxContent& content) {
  return std::string(kXml) +
         "<cp:coreProperties "
         "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<dc:title>" +
         escaped(content.title) + "</dc:title>\n<dc:creator>" + escaped(content.author) +
         "</dc:creator>\n<dc:language>" + escaped(content.language) +
         "</dc:language>\n</cp:coreProperties>\n";
}

/// Sizes in half points, distances in twentieths of a point (ECMA-376 part 1, 17.18.42 and 17.18.81).
struct Style {
  std::string_view id;
  std::string_view name;
  int size = 0;  ///< 0: the size of the text
  int before = 0;
  int after = 0;
  bool is_bold = false;
  bool is_accent = false;
  bool is_grey = false;
  bool keeps_next = false;
  int level = -1;  ///< outline level
  std::string_view next = "BodyText";
};

constexpr std::array<Style, 9> kStyles{{
    {.id = "Title",
     .name = "Title",
     .size = 48,
     .after = 40,
     .is_bold = true,
     .is_accent = true,
     .keeps_next = true,
     .next = "Subtitle"},
    {.id = "Subtitle", .name = "Subtitle", .size = 26, .after = 120, .is_grey = true},
    {.id = "BodyText", .name = "Body Text", .before = 60, .after = 80},
    {.id = "Contact", .name = "Contact", .after = 0, .next = "Contact"},
    {.id = "Heading1",
     .name = "heading 1",
     .size = 30,
     .before = 320,
     .after = 80,
     .is_bold = true,
     .is_accent = true,
     .keeps_next = true,
     .level = 0,
     .next = "Heading2"},
    {.id = "Heading2",
     .name = "heading 2",
     .size = 23,
     .before = 160,
     .after = 20,
     .is_bold = true,
     .keeps_next = true,
     .level = 1,
     .next = "Details"},
    {.id = "Details", .name = "Details", .after = 60, .is_grey = true},
    {.id = "ListBullet", .name = "List Bullet", .after = 30, .next = "ListBullet"},
    {.id = "ListNumber", .name = "List Number", .after = 30, .next = "ListNumber"},
}};

std::string style(const Style& one, std::string_view accent) {
  std::string out = "<w:style w:type=\"paragraph\" w:styleId=\"";
  out.append(one.id).append("\"><w:name w:val=\"").append(one.name);
  out.append("\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"")
      .append(one.next)
      .append("\"/><w:qFormat/><w:pPr>");
  if (one.keeps_next) out += "<w:keepNext/><w:keepLines/>";
  if (one.id == "ListBullet") {
    out += "<w:numPr><w:numId w:val=\"" + std::to_string(DocxBody::kBullets) + "\"/></w:numPr>";
  }
  out += "<w:spacing w:before=\"" + std::to_string(one.before) + "\" w:after=\"" + std::to_string(one.after) +
         "\"/>";
  if (one.level >= 0) out += "<w:outlineLvl w:val=\"" + std::to_string(one.level) + "\"/>";
  out += "</w:pPr><w:rPr>";
  if (one.is_bold) out += "<w:b/><w:bCs/>";
  if (one.is_accent && !accent.empty()) out += "<w:color w:val=\"" + std::string(accent.substr(1)) + "\"/>";
  if (one.is_grey) out += "<w:color w:val=\"444444\"/>";
  if (one.size > 0) {
    const auto size = std::to_string(one.size);
    out += "<w:sz w:val=\"" + size + "\"/><w:szCs w:val=\"" + size + "\"/>";
  }
  return out + "</w:rPr></w:style>\n";
}

std::string styles(const DocxContent& content) {
  const auto tag = escaped(content.language);
  auto out = std::string(kXml) + "<w:styles " + std::string(kMain) +
             ">\n<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" "
             "w:cs=\"Arial\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"" +
             tag + "\" w:eastAsia=\"" + tag + "\" w:bidi=\"" + tag +
             "\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"80\" w:line=\"264\" "
             "w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\n"
             "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
             "w:val=\"Normal\"/><w:qFormat/>" +
             (content.is_right_to_left ? "<w:pPr><w:bidi/></w:pPr>" : "") + "</w:style>\n";
  for (const auto& one : kStyles) out += style(one, content.accent);
  out +=
      "<w:style w:type=\"paragraph\" w:styleId=\"ListContinue\"><w:name w:val=\"List Continue\"/>"
      "<w:basedOn w:val=\"Normal\"/><w:pPr><w:ind w:left=\"360\"/></w:pPr></w:style>\n"
      "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr>"
      "<w:color w:val=\"0B4F9E\"/><w:u w:val=\"single\"/></w:rPr></w:style>\n";
  return out + "</w:styles>\n";
}

/// Nine levels, each indented by a quarter of an inch more.
std::string levels(bool is_numbered) {
  constexpr int kLevels = 9;
  constexpr int kIndent = 360;
  std::string out;
  for (int level = 0; level < kLevels; ++level) {
    const auto shown = is_numbered ? "%" + std::to_string(level + 1) + "." : std::string("•");
    out += "<w:lvl w:ilvl=\"" + std::to_string(level) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" +
           (is_numbered ? "decimal" : "bullet") + "\"/><w:lvlText w:val=\"" + shown +
           "\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"" + std::to_string(kIndent * (level + 1)) +
           "\" w:hanging=\"" + std::to_string(kIndent) + "\"/></w:pPr></w:lvl>";
  }
  return out;
}

std::string numbering(const DocxContent& content) {
  auto out = std::string(kXml) + "<w:numbering " + std::string(kMain) +
             ">\n<w:abstractNum w:abstractNumId=\"0\">" + levels(false) +
             "</w:abstractNum>\n<w:abstractNum w:abstractNumId=\"1\">" + levels(true) +
             "</w:abstractNum>\n<w:num w:numId=\"" + std::to_string(DocxBody::kBullets) +
             "\"><w:abstractNumId w:val=\"0\"/></w:num>\n";
  int number = DocxBody::kFirstNumbered;
  for (const auto& list : content.numberings) {
    out += "<w:num w:numId=\"" + std::to_string(number++) +
           "\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"" +
           std::to_string(std::min(list.level, DocxBody::kDeepest)) + "\"><w:startOverride w:val=\"" +
           std::to_string(list.start) + "\"/></w:lvlOverride></w:num>\n";
  }
  return out + "</w:numbering>\n";
}

std::string document(const DocxContent& content) {
  // Twentieths of a point: A4 is 210 mm × 297 mm, Letter 8.5 in × 11 in; margins of 20 mm.
  const auto* paper = content.is_letter ? "w:w=\"12240\" w:h=\"15840\"" : "w:w=\"11906\" w:h=\"16838\"";
  return std::string(kXml) + "<w:document " + std::string(kMain) + ">\n<w:body>\n" +
         std::string(content.paragraphs) + "<w:sectPr><w:pgSz " + paper +
         "/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" "
         "w:footer=\"567\" w:gutter=\"0\"/>" +
         (content.is_right_to_left ? "<w:bidi/>" : "") + "</w:sectPr>\n</w:body>\n</w:document>\n";
}

std::string document_relations(const DocxContent& content) {
  const auto type = [](std::string_view name) { return std::string(kRelation) + std::string(name); };
  auto out = relation("rId1", type("styles"), "styles.xml", false) +
             relation("rId2", type("numbering"), "numbering.xml", false) +
             relation("rId3", type("settings"), "settings.xml", false);
  auto id = DocxBody::kFirstLink;
  for (const auto& url : content.links) {
    out += relation("rId" + std::to_string(id++), type("hyperlink"), url, true);
  }
  return relations(out);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> docx_parts(const DocxContent& content) {
  const auto office = std::string(kRelation) + "officeDocument";
  return {
      {"[Content_Types].xml", content_types()},
      {"_rels/.rels",
       relations(
           relation("rId1", office, "word/document.xml", false) +
           relation("rId2",
                    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                    "docProps/core.xml", false))},
      {"docProps/core.xml", core_properties(content)},
      {"word/document.xml", document(content)},
      {"word/_rels/document.xml.rels", document_relations(content)},
      {"word/styles.xml", styles(content)},
      {"word/numbering.xml", numbering(content)},
      {"word/settings.xml", std::string(kXml) + "<w:settings " + std::string(kMain) +
                                "><w:compat><w:compatSetting w:name=\"compatibilityMode\" "
                                "w:uri=\"http://schemas.microsoft.com/office/word\" "
                                "w:val=\"15\"/></w:compat></w:settings>\n"},
  };
}

}  // namespace vitrine::render::docx
