#include <iostream>

#include "cli/command.hpp"

namespace vitrine::cli {

namespace {

struct Options {
  std::string slug;
  store::Version revision = 0;
};

Exit restore(const Settings& settings, const Options& options) {
  const auto store = open_store(settings);
  if (!store) return report(store.error());
  const auto current = (*store)->read(options.slug);
  if (!current) return report(current.error());
  const auto restored = (*store)->restore(options.slug, options.revision, current->revision.version);
  if (!restored) return report(restored.error());
  std::cout << "/cv/" << options.slug << " is as in version " << options.revision << " again (version "
            << restored->version << ")\n";
  return Exit::fine;
}

}  // namespace

void add_restore(CommandLine& line) {
  const auto options = std::make_shared<Options>();
  auto& sub = line.add("restore", "Make an earlier version of a CV its newest",
                       [&line, options] { return restore(line.settings(), *options); });
  sub.add_option("--slug", options->slug, "The CV")->required()->type_name("SLUG");
  sub.add_option("--revision", options->revision, "The version to go back to; see: vitrine history")
      ->required()
      ->type_name("N");
}

}  // namespace vitrine::cli
