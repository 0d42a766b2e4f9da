#include <iostream>

#include "base/printable.hpp"
#include "base/time.hpp"
#include "cli/command.hpp"

namespace vitrine::cli {

namespace {

Exit history(const Settings& settings, const std::string& slug) {
  constexpr std::size_t kPage = 1000;
  const auto store = open_store(settings);
  if (!store) return report(store.error());
  store::Version before = 0;
  while (true) {
    const auto page = (*store)->history(slug, before, kPage);
    if (!page) return report(page.error());
    for (const auto& revision : *page) {
      std::cout << revision.version << '\t' << base::format_rfc3339(revision.saved_at) << '\t'
                << revision.bytes << '\t' << base::printable_line(revision.note) << '\n';
    }
    if (page->size() < kPage) return Exit::fine;
    before = page->back().version;
  }
}

}  // namespace

void add_history(CommandLine& line) {
  const auto slug = std::make_shared<std::string>();
  auto& sub = line.add("history", "List the versions of a CV, newest first: version, when, bytes, note",
                       [&line, slug] { return history(line.settings(), *slug); });
  sub.add_option("--slug", *slug, "The CV")->required()->type_name("SLUG");
}

}  // namespace vitrine::cli
