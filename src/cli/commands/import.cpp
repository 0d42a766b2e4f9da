#include <filesystem>
#include <iostream>
#include <set>

#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/foreign_input.hpp"
#include "cv/document/slug.hpp"
#include "cv/import/foreign.hpp"
#include "store/common/failures.hpp"

namespace vitrine::cli {

namespace {

struct ImportOptions {
  std::vector<std::string> files;
  std::string slug;
  std::string from;  ///< the program of the files; empty: detected from their shape
};

struct Incoming {
  std::string file;
  std::string slug;
  cv::Document document;
};

/// The slug of a document without a given one: from the person's name, else from the file's.
std::string derived_slug(const cv::Json& root, const std::string& file) {
  const cv::Json::json_pointer name("/basics/name");
  if (root.contains(name) && root[name].is_string()) {
    if (auto slug = cv::slug_of(root[name].get<std::string>()); !slug.empty()) return slug;
  }
  const auto slug = cv::slug_of(std::filesystem::path(file).stem().string());
  return slug.empty() ? "cv" : slug;
}

/// Checks all files before it stores any, so that one bad file leaves the store unchanged.
Result<std::vector<Incoming>> read_all(const std::vector<Input>& inputs, const ImportOptions& options) {
  std::vector<Incoming> all;
  std::set<std::string> slugs;
  std::size_t bad = 0;
  for (const auto& input : inputs) {
    const auto& file = input.name;
    auto document = read_any_document(input, options.from, std::cerr);
    if (!document) {
      ++bad;
      continue;
    }
    auto slug = options.slug.empty() ? derived_slug(document->root, file) : options.slug;
    if (!slugs.insert(slug).second) {
      return Error{ErrorCode::invalid,
                   "{0}: '{1}' is taken by another of these files; import it alone, with a --slug of "
                   "its own"_msg(file, slug)};
    }
    all.push_back({file, std::move(slug), std::move(*document)});
  }
  if (bad > 0) return Error{ErrorCode::invalid, "nothing was imported"_msg};
  return all;
}

/// Creates the document, or adds a new version to the one with that slug.
Result<Message> put(store::Store& store, const Incoming& incoming) {
  const auto note = "imported from " + std::filesystem::path(incoming.file).filename().string();
  constexpr int kAttempts = 5;  // each lost race means that somebody else's save succeeded
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const auto current = store.read(incoming.slug);
    if (!current && current.error().code != ErrorCode::not_found) return current.error();
    if (current && current->text == incoming.document.text) {
      return "unchanged, version {0}"_msg(current->revision.version);
    }
    const auto saved =
        current ? store.save(incoming.slug, incoming.document.text, current->revision.version, note)
                : store.create(incoming.slug, incoming.document.text, note);
    if (saved) return "version {0}"_msg(saved->version);
    if (saved.error().code != ErrorCode::conflict && saved.error().code != ErrorCode::not_found) {
      return saved.error();
    }
  }
  return Error{ErrorCode::conflict, "others keep saving it; try again"_msg};
}

Exit import_files(const Settings& settings, const ImportOptions& options) {
  if (!options.slug.empty()) {
    if (const auto slug = store::check_slug(options.slug); !slug)
      return misused("--slug {0}"_msg(slug.error().message));
  }
  const auto inputs = read_inputs(options.files);
  if (!options.slug.empty() && inputs.size() > 1) {
    return misused(
        "--slug names one document; give one file with it, or the tables of one LinkedIn "
        "export"_msg);
  }
  const auto all = read_all(inputs, options);
  if (!all) return report(all.error());
  const auto store = open_store(settings);
  if (!store) return report(store.error());
  for (const auto& incoming : *all) {
    const auto stored = put(**store, incoming);
    if (!stored) return report(Error{stored.error()}.context(incoming.file));
    std::cout << base::printable_line(incoming.file) << ": /cv/" << incoming.slug << " (" << said(*stored)
              << ")\n";
  }
  return Exit::fine;
}

}  // namespace

void add_import(CommandLine& line) {
  const auto options = std::make_shared<ImportOptions>();
  auto& sub = line.add("import", "Store CVs from files, as new ones or as next versions",
                       [&line, options] { return import_files(line.settings(), *options); });
  std::vector<std::string> names;
  std::string listed;
  for (const auto& info : cv::importing::foreign_formats()) {
    names.emplace_back(info.name);
    listed += (listed.empty() ? "" : ", ") + names.back();
  }
  sub.add_option("--from", options->from,
                 "The program whose files they are: " + listed + " (default: as they look)")
      ->check(CLI::IsMember(names))
      ->type_name("NAME");
  sub.add_option("FILE", options->files,
                 "JSON Resume files, other programs', or PDFs of CVs; - is standard input")
      ->required()
      ->type_name("");
  sub.add_option("--slug", options->slug, "Name in the CV's address (default: made from the person's name)")
      ->type_name("SLUG");
}

}  // namespace vitrine::cli
