#include <iostream>

#include "base/time.hpp"
#include "cli/command.hpp"
#include "cv/language/editions.hpp"

namespace vitrine::cli {

namespace {

Exit list(const Settings& settings) {
  constexpr std::size_t kPage = 1000;
  const auto store = open_store(settings);
  if (!store) return report(store.error());
  std::string after;
  while (true) {
    const auto page = (*store)->list(after, kPage);
    if (!page) return report(page.error());
    for (const auto& row : *page) {
      const auto summary = cv::Json::parse(row.summary, nullptr, false);
      std::cout << row.slug << '\t' << row.revision.version << '\t'
                << base::format_rfc3339(row.revision.saved_at)
                << (cv::is_archived(summary) ? "\tarchived" : "") << '\n';
    }
    if (page->size() < kPage) return Exit::fine;
    after = page->back().slug;
  }
}

}  // namespace

void add_list(CommandLine& line) {
  line.add("list", "List the stored CVs: slug, version, when it was saved, whether it is archived",
           [&line] { return list(line.settings()); });
}

}  // namespace vitrine::cli
