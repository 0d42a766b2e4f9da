#include "cv/docx/office_file.hpp"

#include <algorithm>
#include <vector>

#include "archive/unzip.hpp"
#include "cv/docx/text.hpp"

namespace vitrine::cv::docx {

namespace office_file {
namespace {

constexpr std::string_view kCompoundFile("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);  // [MS-CFB], section 2.2

constexpr Template kSaveAsDocx = "open it where it was written and save or export it as .docx first"_msg;

/// The names of the files in an archive, without their contents.
std::vector<archive::ZipEntry> heads_of(std::string_view bytes) {
  constexpr std::size_t kEnough = 64 * 1024;
  const auto wants = [](std::string_view name) {
    return name == "[Content_Types].xml" || name == "mimetype" || name == "word/document.xml" ||
           name.starts_with("Index/Document") || name == "Index.zip" || name == "index.xml";
  };
  auto files = archive::unzip(bytes, wants, {.entry_bytes = kEnough});
  return files ? std::move(*files) : std::vector<archive::ZipEntry>{};
}

Message archive_refusal(std::string_view bytes) {
  const auto files = heads_of(bytes);
  if (is_docx(files)) return {};
  for (const auto& file : files) {
    const bool is_open_document =
        file.name == "mimetype" && file.content.starts_with("application/vnd.oasis.opendocument");
    if (is_open_document) return "this is an OpenDocument file (.odt); {0}"_msg(kSaveAsDocx);
    if (file.name.starts_with("Index") || file.name == "index.xml")
      return "this is a file of Apple Pages (.pages); in Pages choose File, Export To, Word, and give the "
             ".docx"_msg;
    if (file.name != "[Content_Types].xml") continue;
    if (file.content.find("spreadsheetml") != std::string::npos)
      return "this is an Excel file; a CV can be read from a Word file (.docx)"_msg;
    if (file.content.find("presentationml") != std::string::npos)
      return "this is a PowerPoint file; a CV can be read from a Word file (.docx)"_msg;
  }
  return {};
}

}  // namespace
}  // namespace office_file

bool is_word_file(std::string_view bytes) {
  return archive::is_zip(bytes) && is_docx(office_file::heads_of(bytes));
}

Message office_refusal(std::string_view bytes) {
  using namespace office_file;
  constexpr std::string_view kEncrypted("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  if (bytes.starts_with(kCompoundFile)) {
    if (bytes.find(kEncrypted) != std::string_view::npos)
      return "this Word file is protected by a password; take the password away (in Word: File, Info, "
             "Protect "
             "Document) and give it again"_msg;
    return "this is a file of an old Word (.doc); {0}"_msg(kSaveAsDocx);
  }
  if (bytes.starts_with("{\\rtf")) return "this is a rich text file (.rtf); {0}"_msg(kSaveAsDocx);
  constexpr std::size_t kEnough = 2048;
  const auto head = bytes.substr(0, kEnough);
  const bool is_word_xml =
      head.find("schemas.microsoft.com/office/word/2003/wordml") != std::string_view::npos ||
      head.find("schemas.microsoft.com/office/2006/xmlPackage") != std::string_view::npos;
  if (is_word_xml) return "this is a Word document saved as XML; {0}"_msg(kSaveAsDocx);
  return archive::is_zip(bytes) ? archive_refusal(bytes) : Message{};
}

}  // namespace vitrine::cv::docx
