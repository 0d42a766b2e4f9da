#include "cv/formats/pdf_attachments.hpp"

#include <gmock/gmock.h>

#include "cv/intake/intake.hpp"

namespace vitrine::cv::formats::pdf_attachments_test {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

/// A PDF with the given attachments, alternating names and contents; without a cross-reference table, like a
/// damaged file.
std::string pdf_with(const std::vector<std::pair<std::string, std::string>>& files,
                     const std::string& more = "") {
  std::string out = "%PDF-1.7\n2 0 obj\n<</Type /Pages /Count 0 /Kids []>>\nendobj\n";
  std::string names;
  int number = 10;
  for (const auto& [name, content] : files) {
    const auto stream = std::to_string(number++);
    const auto specification = std::to_string(number++);
    out += stream + " 0 obj\n<</Length " + std::to_string(content.size()) + ">>\nstream\n" + content +
           "\nendstream\nendobj\n" + specification + " 0 obj\n<</Type /Filespec /F (" + name + ") /UF (" +
           name + ") /EF <</F " + stream + " 0 R>> >>\nendobj\n";
    names += "(" + name + ") " + specification + " 0 R ";
  }
  out += more + "1 0 obj\n<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles <</Names [" + names +
         "]>> >> >>\nendobj\n";
  return out + "trailer\n<</Root 1 0 R /Size 100>>\nstartxref\n0\n%%EOF\n";
}

TEST(PdfAttachments, AreReadOfADamagedFile) {
  const auto files = pdf_attachments(pdf_with({{"a.xml", "<a/>"}, {"b.json", "{}"}}));
  ASSERT_TRUE(files);
  EXPECT_THAT(*files, ElementsAre(Field(&PdfAttachment::bytes, "<a/>"), Field(&PdfAttachment::bytes, "{}")));
}

TEST(PdfAttachments, AreNoneInAPdfOfPages) {
  EXPECT_TRUE(pdf_attachments(pdf_with({}))->empty());
  EXPECT_THAT(intake::take_in(pdf_with({}), "", false).refusal.text(), HasSubstr("the PDF carries no CV"));
}

TEST(PdfAttachments, RefusesWhatIsNoPdf) {
  for (const auto* odd : {"", "%PDF-", "%PDF-1.7\n%%EOF", "text"}) {
    const auto files = pdf_attachments(odd);
    if (files) {
      EXPECT_TRUE(files->empty()) << odd;
    } else {
      EXPECT_THAT(files.error().text(), HasSubstr("cannot be read"));
    }
  }
  EXPECT_THAT(pdf_attachments(std::string(kMaxPdfBytes + 1, ' ')).error().text(),
              HasSubstr("larger than 10 MiB"));
}

TEST(PdfAttachments, TheFirstThatIsACvIsTakenIn) {
  const auto taken = intake::take_in(
      pdf_with({{"notes.txt", "of no use"}, {"cv.json", R"({"basics":{"name":"Ada"}})"}}), "", false);
  ASSERT_TRUE(taken.checked.document);
  EXPECT_EQ(taken.attachment, "cv.json");
  EXPECT_EQ(taken.checked.document->root["basics"]["name"], "Ada");
}

}  // namespace
}  // namespace vitrine::cv::formats::pdf_attachments_test
