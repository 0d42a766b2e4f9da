#include <iostream>

#include "cli/command.hpp"

namespace vitrine::cli {

namespace {

struct DeleteOptions {
  std::string slug;
  bool sure = false;
};

Exit delete_document(const Settings& settings, const DeleteOptions& options) {
  const auto store = open_store(settings);
  if (!store) return report(store.error());
  const auto current = (*store)->read(options.slug);
  if (!current) return report(current.error());
  if (!options.sure) {
    return misused(
        "this deletes '{0}' and its {1} version(s) for good. Keep a copy (vitrine export "
        "--slug {2}), then say --yes"_msg(options.slug, current->revision.version, options.slug));
  }
  if (auto removed = (*store)->remove(options.slug, current->revision.version); !removed) {
    return report(removed.error());
  }
  std::cout << said("deleted {0}"_msg(options.slug)) << '\n';
  return Exit::fine;
}

}  // namespace

void add_delete(CommandLine& line) {
  const auto options = std::make_shared<DeleteOptions>();
  auto& sub = line.add("delete", "Delete a CV with its whole history",
                       [&line, options] { return delete_document(line.settings(), *options); });
  sub.add_option("--slug", options->slug, "The CV")->required()->type_name("SLUG");
  sub.add_flag("--yes", options->sure, "Really delete");
}

}  // namespace vitrine::cli
