#include <iostream>

#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/foreign_input.hpp"
#include "cv/language/editions.hpp"
#include "cv/view/coverage.hpp"

namespace vitrine::cli {

namespace {

Exit translations(const std::string& file) {
  const auto document = read_any_document(file, std::cerr);
  if (!document) return Exit::input;
  const auto rows = cv::coverage(document->root);
  if (rows.empty()) {
    std::cout << base::printable_line(file) << ": "
              << said("in '{0}' alone; add a language with keys such as \"summary@de\""_msg(
                     cv::base_language(document->root)))
              << '\n';
  }
  for (const auto& row : rows) {
    std::cout << row.language << ": "
              << said("{0} of {1} texts translated"_msg(row.translated, row.translated + row.missing.size()))
              << '\n';
    for (const auto& pointer : row.missing)
      std::cout << "  " << said("missing {0}"_msg(base::printable_line(pointer))) << '\n';
  }
  return Exit::fine;
}

}  // namespace

void add_translations(CommandLine& line) {
  const auto file = std::make_shared<std::string>();
  auto& sub = line.add("translations", "List what is not translated yet, for each language of a file",
                       [file] { return translations(*file); });
  sub.add_option("FILE", *file,
                 "A JSON Resume file, another program's, or a PDF of a CV; - is standard input")
      ->required()
      ->type_name("");
}

}  // namespace vitrine::cli
