#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>

#include "cli/command.hpp"
#include "cli/foreign_input.hpp"
#include "cli/today.hpp"
#include "cv/document/date.hpp"
#include "cv/language/editions.hpp"
#include "cv/view/project.hpp"
#include "render/pdf/pdf.hpp"

namespace vitrine::cli {

namespace {

struct PdfOptions {
  std::string file, output, language, variant, audience = "public", page;
};

/// Returns an error with the available values unless the document has this one.
Result<void> check_choice(Template none, Template others, const std::string& value,
                          const std::vector<std::string>& offered) {
  if (value.empty() || std::ranges::find(offered, value) != offered.end()) return {};
  std::string list;
  for (const auto& one : offered) list += (list.empty() ? "" : ", ") + one;
  return Error{ErrorCode::invalid, list.empty() ? none(value) : others(value, list)};
}

/// The time set by a reproducible build (SOURCE_DATE_EPOCH), else the day of the document's own
/// `meta.lastModified`, else the epoch. So the same file gives the same bytes, except durations of current
/// entries.
base::TimePoint time_of_input(const cv::Json& root) {
  if (const auto set = source_date()) return *set;
  const auto meta = root.find("meta");
  if (meta == root.end() || !meta->is_object()) return {};
  const auto modified = meta->find("lastModified");
  if (modified == meta->end() || !modified->is_string()) return {};
  std::istringstream text(modified->get<std::string>().substr(0, 10));
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  char dash = 0;
  text >> year >> dash >> month >> dash >> day;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  return text && date.ok() ? base::TimePoint{std::chrono::sys_days{date}} : base::TimePoint{};
}

Exit make_pdf(const PdfOptions& options) {
  const auto document = read_any_document(options.file, std::cerr);
  if (!document) return Exit::input;
  for (const auto& checked :
       {check_choice("the CV has no language '{0}'"_msg, "the CV has no language '{0}'; it has: {1}"_msg,
                     options.language, cv::languages(document->root)),
        check_choice("the CV has no variant '{0}'"_msg, "the CV has no variant '{0}'; it has: {1}"_msg,
                     options.variant, cv::variants(document->root, options.audience)),
        check_choice("the CV has no audience '{0}'"_msg, "the CV has no audience '{0}'; it has: {1}"_msg,
                     options.audience, cv::audiences(document->root))}) {
    if (!checked) return report(checked.error());
  }
  const auto saved_at = time_of_input(document->root);
  const cv::Reader reader{.language = options.language,
                          .variant = options.variant,
                          .audience = options.audience,
                          .as_of = today()};
  std::vector<Message> notices;
  const auto bytes = render::pdf_page(cv::project(document->root, reader),
                                      {.saved_at = saved_at, .page = options.page, .notices = &notices});
  for (const auto& notice : notices)
    std::cerr << options.file << ": " << said("notice"_msg) << ": " << said(notice) << "\n";
  if (!bytes) return report(bytes.error());
  if (options.output == "-") {
    std::cout << *bytes << std::flush;
    return std::cout ? Exit::fine : report({ErrorCode::unavailable, "cannot write to standard output"_msg});
  }
  std::ofstream out(options.output, std::ios::binary);
  out << *bytes << std::flush;
  return out ? Exit::fine : report({ErrorCode::unavailable, "cannot write {0}"_msg(options.output)});
}

}  // namespace

void add_pdf(CommandLine& line) {
  const auto options = std::make_shared<PdfOptions>();
  auto& sub = line.add("pdf", "Make a PDF of a file", [options] { return make_pdf(*options); });
  sub.add_option("FILE", options->file,
                 "A JSON Resume file, another program's, or a PDF of a CV; - is standard input")
      ->required()
      ->type_name("");
  sub.add_option("--output,-o", options->output, "File to write, or - for standard output")
      ->required()
      ->type_name("FILE");
  sub.add_option("--language", options->language, "One of its languages (default: its own)")
      ->type_name("TAG");
  sub.add_option("--variant", options->variant, "One of its variants")->type_name("NAME");
  sub.add_option("--audience", options->audience, "Whom it is for (default: public)")->type_name("NAME");
  sub.add_option("--page-size", options->page, "A4 or Letter (default: as the theme says)")
      ->check(CLI::IsMember({"A4", "Letter"}))
      ->type_name("SIZE");
}

}  // namespace vitrine::cli
