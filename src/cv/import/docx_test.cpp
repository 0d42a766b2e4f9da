// Word files as Word, Google Docs and LibreOffice write them.

#include <gmock/gmock.h>

#include "archive/zip.hpp"
#include "cv/intake/intake.hpp"

namespace vitrine::cv::importing::docx_test {
namespace {

using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kWordSpace =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
    "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

struct Parts {
  std::string body;
  std::string styles;
  std::string numbering;
  std::string links;  ///< additional relationships
  std::string name = "word/document.xml";
  std::vector<std::pair<std::string, std::string>> more;
};

std::string docx(const Parts& parts) {
  const std::string space(kWordSpace);
  const std::string relations =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  const std::string type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  std::vector<std::pair<std::string, std::string>> files{
      {"[Content_Types].xml",
       "<Types>application/vnd.openxmlformats-officedocument.wordprocessingml.document</Types>"},
      {"_rels/.rels", relations + "<Relationship Id=\"a\" Type=\"" + type + "officeDocument\" Target=\"" +
                          parts.name + "\"/></Relationships>"},
      {parts.name, "<w:document " + space + "><w:body>" + parts.body + "</w:body></w:document>"},
      {"word/_rels/" + parts.name.substr(5) + ".rels",
       relations + "<Relationship Id=\"s\" Type=\"" + type +
           "styles\" Target=\"styles.xml\"/><Relationship Id=\"n\" Type=\"" + type +
           "numbering\" Target=\"numbering.xml\"/>" + parts.links + "</Relationships>"},
      {"word/styles.xml", "<w:styles " + space + ">" + parts.styles + "</w:styles>"},
      {"word/numbering.xml", "<w:numbering " + space + ">" + parts.numbering + "</w:numbering>"}};
  files.insert(files.end(), parts.more.begin(), parts.more.end());
  return *archive::zip(files);
}

std::string run(const std::string& text, const std::string& look = "") {
  return "<w:r><w:rPr>" + look + "</w:rPr><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
}

std::string p(const std::string& text, const std::string& style = "", const std::string& look = "") {
  const auto properties = style.empty() ? "" : "<w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>";
  return "<w:p>" + properties + run(text, look) + "</w:p>";
}

std::string item(const std::string& text, int level = 0) {
  return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" + std::to_string(level) +
         "\"/><w:numId w:val=\"4\"/></w:numPr></w:pPr>" + run(text) + "</w:p>";
}

Json document(const intake::Intake& taken) {
  return taken.checked.document ? taken.checked.document->root : Json();
}

TEST(ImportDocx, ReadsGermanWordWithStylesTabsAndLinks) {
  const auto file = docx(
      {.body = p("Lebenslauf", "Titel") + p("Jana Moor", "Titel") + p("Technische Zeichnerin", "Untertitel") +
               "<w:p>" + run("Am Deich 3, 26122 Oldenburg") + "<w:r><w:tab/></w:r>" +
               run("Tel. 0441 555 0199") + "</w:p>" + "<w:p><w:hyperlink r:id=\"l1\">" +
               run("jana@example.com") + "</w:hyperlink></w:p>" + p("Beruflicher Werdegang", "berschrift1") +
               "<w:p><w:pPr/>" + run("Zeichnerin, Werft Nord GmbH", "<w:b/>") + "<w:r><w:tab/></w:r>" +
               run("seit März 2019") + "</w:p>" + item("Pläne für Fähren") + item("Lüfter", 1) + "<w:p>" +
               run("Praktikantin, Werft Süd AG", "<w:b/>") + "<w:r><w:tab/></w:r>" +
               run("01/2017 – 02/2019") + "</w:p>" + p("Half im Modellbau.") +
               p("Sprachkenntnisse", "berschrift1") + p("Deutsch (Muttersprache), Englisch (B2)"),
       .styles = "<w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style>"
                 "<w:style w:styleId=\"Titel\"><w:name w:val=\"Title\"/></w:style>"
                 "<w:style w:styleId=\"Untertitel\"><w:name w:val=\"Subtitle\"/></w:style>",
       .numbering = "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt "
                    "w:val=\"bullet\"/></w:lvl></w:abstractNum>"
                    "<w:num w:numId=\"4\"><w:abstractNumId w:val=\"1\"/></w:num>",
       .links = "<Relationship Id=\"l1\" Type=\"x/hyperlink\" Target=\"mailto:jana@example.com\" "
                "TargetMode=\"External\"/>"});
  const auto taken = intake::take_in(file, "", false);
  const auto cv = document(taken);
  ASSERT_TRUE(cv.is_object()) << taken.refusal.text();
  EXPECT_EQ(taken.source->name, "docx");
  EXPECT_EQ(cv["basics"]["name"], "Jana Moor");
  EXPECT_EQ(cv["basics"]["label"], "Technische Zeichnerin");
  EXPECT_EQ(cv["basics"]["email"], "jana@example.com");
  EXPECT_EQ(cv["basics"]["phone"], "0441 555 0199");
  EXPECT_EQ(cv["basics"]["location"].dump(),
            R"({"address":"Am Deich 3","postalCode":"26122","city":"Oldenburg"})");
  ASSERT_EQ(cv["work"].size(), 2U);
  EXPECT_EQ(
      cv["work"][0].dump(),
      R"({"position":"Zeichnerin","name":"Werft Nord GmbH","startDate":"2019-03","highlights":["Pläne für Fähren\n\n- Lüfter"]})");
  EXPECT_EQ(
      cv["work"][1].dump(),
      R"({"position":"Praktikantin","name":"Werft Süd AG","startDate":"2017-01","endDate":"2019-02","summary":"Half im Modellbau."})");
  EXPECT_EQ(cv["languages"].dump(),
            R"([{"language":"Deutsch","fluency":"Muttersprache"},{"language":"Englisch","fluency":"B2"}])");
  EXPECT_THAT(taken.lost, IsEmpty());
}

TEST(ImportDocx, ReadsGoogleDocsWhereCompanyComesFirstAndDatesAreHeadings) {
  const auto file = docx(
      {.body = p("Tom Reed", "Title") +
               p("tom@example.com | +1 202 555 0117 | Denver, CO | https://github.com/tomreed") +
               p("EXPERIENCE", "Heading1") + p("Acme Inc, Denver — Senior Developer", "Heading2") +
               p("JANUARY 2020 - PRESENT", "Heading3") + item("Built it.") +
               p("Beta LLC, Austin — Developer", "Heading2") + p("March 2017 - Dec 2019", "Heading3") +
               p("Ran it.") + p("EDUCATION", "Heading1") +
               p("State College, Austin — BSc Computing", "Heading2") + p("2013 - 2017", "Heading3") +
               p("SKILLS", "Heading1") + p("C++, Go; SQL") + p("Boats", "Heading1") + p("Builds small ones."),
       .styles = "<w:style w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/></w:style>"
                 "<w:style w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/></w:style>"
                 "<w:style w:styleId=\"Heading3\"><w:name w:val=\"heading 3\"/></w:style>"
                 "<w:style w:styleId=\"Title\"><w:name w:val=\"Title\"/></w:style>",
       .name = "word/document2.xml"});
  const auto taken = intake::take_in(file, "", false);
  const auto cv = document(taken);
  ASSERT_TRUE(cv.is_object()) << taken.refusal.text();
  EXPECT_EQ(cv["basics"]["phone"], "+1 202 555 0117");
  EXPECT_EQ(cv["basics"]["location"]["city"], "Denver");
  EXPECT_EQ(cv["basics"]["profiles"][0]["username"], "tomreed");
  ASSERT_EQ(cv["work"].size(), 2U) << cv.dump(1);
  EXPECT_EQ(cv["work"][0]["position"], "Senior Developer");
  EXPECT_THAT(cv["work"][0]["name"].get<std::string>(), HasSubstr("Acme Inc"));
  EXPECT_EQ(cv["work"][0]["startDate"], "2020-01");
  EXPECT_EQ(cv["work"][1]["endDate"], "2019-12");
  EXPECT_EQ(cv["work"][1]["summary"], "Ran it.");
  EXPECT_EQ(cv["education"][0]["studyType"], "BSc Computing");
  EXPECT_EQ(cv["skills"].size(), 3U);
  EXPECT_EQ(cv["projects"].dump(), R"([{"name":"Boats","description":"Builds small ones."}])");
  EXPECT_THAT(taken.lost, Contains(Field(&Lost::reason, HasSubstr("no section “Boats”"))));
}

TEST(ImportDocx, ReadsTablesTextBoxesFieldsAndLooksWithoutStyles) {
  const auto cell = [](const std::string& inner) { return "<w:tc>" + inner + "</w:tc>"; };
  const auto row = [](const std::string& cells) { return "<w:tr>" + cells + "</w:tr>"; };
  const auto file =
      docx({.body = p("Ines Vale", "", "<w:sz w:val=\"40\"/>") +
                    "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + p("ines@example.org") +
                    "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + p("ines@example.org") +
                    "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
                    "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK "
                    "\"https://ines.example.org\" "
                    "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" +
                    run("My site") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>" +
                    p("FORMACIÓN", "", "<w:b/>") + "<w:tbl>" +
                    row(cell(p("2010 – 2014")) + cell(p("Universidad del Sur") + p("Grado en Historia"))) +
                    "</w:tbl>" + p("EXPERIENCIA PROFESIONAL", "", "<w:b/>") + "<w:tbl>" +
                    row(cell(p("mayo de 2015 – actualidad")) +
                        cell(p("Archivera, Museo Azul", "", "<w:b/>") + p("• Ordena mapas"))) +
                    row(cell(p("2014")) + cell(p("Guía, Museo Rojo", "", "<w:b/>"))) + "</w:tbl>" +
                    p("IDIOMAS", "", "<w:b/>") + p("Español: nativo") + p("Inglés: C1")});
  const auto taken = intake::take_in(file, "", false);
  const auto cv = document(taken);
  ASSERT_TRUE(cv.is_object()) << taken.refusal.text();
  EXPECT_EQ(cv["basics"]["name"], "Ines Vale");
  EXPECT_EQ(cv["basics"]["email"], "ines@example.org");
  EXPECT_EQ(cv["basics"]["url"], "https://ines.example.org");
  EXPECT_EQ(cv["education"][0]["institution"], "Universidad del Sur") << cv.dump(1);
  EXPECT_EQ(cv["education"][0]["startDate"], "2010");
  ASSERT_EQ(cv["work"].size(), 2U) << cv.dump(1);
  EXPECT_EQ(cv["work"][0]["startDate"], "2015-05");
  EXPECT_EQ(cv["work"][0]["highlights"][0], "Ordena mapas");
  EXPECT_EQ(cv["work"][1]["name"], "Museo Rojo");
  EXPECT_EQ(cv["languages"].size(), 2U);
}

TEST(ImportDocx, TellsWhatHasNoPlace) {
  const auto file = docx({.body = p("Ada Low") + p("Date of birth: 1 May 1990") +
                                  p("EDUCATION", "", "<w:b/>") + p("Physics, North University\t2010 - 2014") +
                                  item("Rowed.") + p("secret", "", "<w:vanish/>")});
  const auto taken = intake::take_in(file, "", false);
  EXPECT_EQ(document(taken)["education"].size(), 1U);
  EXPECT_THAT(taken.lost, Contains(Field(&Lost::reason, HasSubstr("“Date of birth: 1 May 1990”"))));
  EXPECT_THAT(taken.lost, Contains(Field(&Lost::reason, HasSubstr("“Rowed.”"))));
  EXPECT_THAT(taken.lost, Contains(Field(&Lost::reason, HasSubstr("hidden in the file"))));
}

TEST(ImportDocx, SaysWhatToDoWithOtherFiles) {
  const auto refusal = [](std::string_view bytes) {
    return intake::take_in(bytes, "", false).refusal.text();
  };
  EXPECT_THAT(refusal(std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old", 12)),
              HasSubstr("save or export it as .docx"));
  EXPECT_THAT(refusal("{\\rtf1 x}"), HasSubstr(".docx"));
  EXPECT_THAT(refusal(*archive::zip({{"mimetype", "application/vnd.oasis.opendocument.text"}})),
              HasSubstr(".odt"));
  EXPECT_THAT(refusal(*archive::zip({{"Index/Document.iwa", "x"}})), HasSubstr("Pages"));
  EXPECT_THAT(refusal(*archive::zip({{"[Content_Types].xml", "spreadsheetml"}})), HasSubstr("Excel"));
  EXPECT_THAT(refusal(docx({.body = "<w:p>"})), HasSubstr("cannot be read"));
  const auto whole = docx({.body = p("Ada")});
  EXPECT_NE(refusal(whole.substr(0, whole.size() / 2)), "");
}

TEST(ImportDocx, ReadsElementsAtOddPlaces) {
  const auto odd =
      docx({.body = p("Ada Low") + "<w:p><w:r><w:t>a<w:p><w:r><w:t/></w:r>b</w:p>c</w:t></w:r></w:p>"
                                   "<w:tc><w:tr/></w:tc><w:r><w:t>loose</w:t></w:r>"});
  EXPECT_EQ(document(intake::take_in(odd, "", false))["basics"]["name"], "Ada Low");
}

TEST(ImportDocx, IsBounded) {
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<w:tbl><w:tr><w:tc>";
  EXPECT_THAT(intake::take_in(docx({.body = deep}), "", false).refusal.text(),
              HasSubstr("nested too deeply"));
  std::string many;
  for (int i = 0; i < 20'100; ++i) many += "<w:p/>";
  EXPECT_THAT(intake::take_in(docx({.body = many}), "", false).refusal.text(),
              HasSubstr("too long for a CV"));
  const auto entities = *archive::zip({{"word/document.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"}});
  EXPECT_THAT(intake::take_in(entities, "", false).refusal.text(), HasSubstr("entities"));
}

}  // namespace
}  // namespace vitrine::cv::importing::docx_test
