#include <iostream>

#include "cli/transfer.hpp"
#include "store/sqlite/backup.hpp"

namespace vitrine::cli {

namespace {

struct RestoreOptions {
  std::string file;
  std::string slug;
  store::Version revision = 0;
};

Exit restore_backup(const Settings& settings, const std::string& file) {
  if (settings.store == "sqlite" && is_same_file(file, settings.data / "vitrine.sqlite"))
    return report({ErrorCode::invalid, "{0} is the store itself, and no backup of it"_msg(file)});
  const auto backup = store::sqlite::open_sqlite_backup(file);
  if (!backup) {
    const auto& error = backup.error();
    if (error.code != ErrorCode::internal) return report(error);
    return report({ErrorCode::invalid, "{0}; nothing was restored, use another backup"_msg(error.message)});
  }
  const auto store = open_store(settings);
  if (!store) return report(store.error());
  const auto done = resumable(copy_with_progress(**backup, **store));
  return done ? Exit::fine : report(done.error());
}

Exit restore_version(const Settings& settings, const RestoreOptions& options) {
  const auto store = open_store(settings);
  if (!store) return report(store.error());
  const auto current = (*store)->read(options.slug);
  if (!current) return report(current.error());
  const auto restored = (*store)->restore(options.slug, options.revision, current->revision.version);
  if (!restored) return report(restored.error());
  std::cout << said("/cv/{0} is as in version {1} again (version {2})"_msg(options.slug, options.revision,
                                                                           restored->version))
            << '\n';
  return Exit::fine;
}

Exit restore(const Settings& settings, const RestoreOptions& options) {
  const bool names_version = !options.slug.empty() && options.revision != 0;
  const bool names_any = !options.slug.empty() || options.revision != 0;
  if (options.file.empty() ? !names_version : names_any) {
    return misused("restore takes either a backup's FILE, or --slug and --revision"_msg);
  }
  return options.file.empty() ? restore_version(settings, options) : restore_backup(settings, options.file);
}

}  // namespace

void add_restore(CommandLine& line) {
  const auto options = std::make_shared<RestoreOptions>();
  auto& sub = line.add("restore", "Make an earlier version of a CV its newest, or bring a backup's CVs back",
                       [&line, options] { return restore(line.settings(), *options); });
  sub.add_option("--slug", options->slug, "The CV")->type_name("SLUG");
  sub.add_option("--revision", options->revision, "The version to go back to; see: vitrine history")
      ->type_name("N");
  sub.add_option("FILE", options->file, "A backup; CVs that the store has already stay as they are")
      ->type_name("");
}

}  // namespace vitrine::cli
