#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>

#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/edition.hpp"
#include "cli/foreign_input.hpp"
#include "cli/today.hpp"
#include "cv/language/editions.hpp"
#include "site/application/static_site.hpp"

namespace vitrine::cli {

namespace {

namespace fs = std::filesystem;

/// Lists the files of a build, one per line; a folder with this file was made by a build.
constexpr std::string_view kManifest = ".vitrine-files";

struct BuildOptions {
  std::string file;
  std::string out;
  EditionOptions edition;
};

/// The files of an earlier build in the folder. Returns `invalid` if the folder holds files and no build made
/// it.
Result<std::vector<std::string>> earlier_files(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(folder, error)) return std::vector<std::string>{};
  if (!fs::is_directory(folder, error)) {
    return Error{ErrorCode::invalid, "{0} is a file; name a folder"_msg(folder.string())};
  }
  std::vector<std::string> files;
  std::ifstream manifest(folder / kManifest);
  if (!manifest) {
    const bool is_empty = fs::is_empty(folder, error);
    if (!error && is_empty) return files;
    return Error{ErrorCode::invalid,
                 "{0} holds files that no earlier build made; nothing was written. Name a new or an "
                 "empty folder"_msg(folder.string())};
  }
  for (std::string line; std::getline(manifest, line);) files.push_back(line);
  return files;
}

/// Whether a line of a manifest names a file inside its folder.
bool is_inside(const fs::path& path) {
  return !path.empty() && path.is_relative() &&
         std::ranges::none_of(path, [](const fs::path& part) { return part == ".."; });
}

/// Removes files of an earlier build that this one does not make: they may show content that is now hidden.
void remove_stale(const fs::path& folder, const std::vector<std::string>& earlier,
                  const std::vector<site::StaticFile>& files) {
  for (const auto& name : earlier) {
    const bool is_made = std::ranges::find(files, name, &site::StaticFile::path) != files.end();
    if (is_made || !is_inside(name)) continue;
    std::error_code ignored;
    fs::remove(folder / name, ignored);
    for (auto parent = fs::path(name).parent_path(); !parent.empty(); parent = parent.parent_path()) {
      if (!fs::remove(folder / parent, ignored)) break;  // not empty yet
    }
  }
}

Result<void> write_file(const fs::path& path, const std::string& content) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << content << std::flush;
  if (!file) return Error{ErrorCode::unavailable, "cannot write {0}"_msg(path.string())};
  return {};
}

Result<void> write_all(const fs::path& folder, const std::vector<site::StaticFile>& files) {
  const auto earlier = earlier_files(folder);
  if (!earlier) return earlier.error();
  std::set<std::string> paths;
  for (const auto& file : files) {
    if (!is_inside(file.path) || !paths.insert(file.path).second)
      return Error{ErrorCode::internal,
                   Message::as_is("'" + file.path + "' is no name for a file of the folder")};
    std::error_code error;
    const bool is_ours = std::ranges::find(*earlier, file.path) != earlier->end();
    if (!is_ours && fs::exists(folder / file.path, error)) {
      return Error{ErrorCode::invalid,
                   "{0} is not of an earlier build; nothing was written. Move it away"_msg(
                       (folder / file.path).string())};
    }
  }
  std::string manifest;
  for (const auto& file : files) manifest += file.path + "\n";
  // First a manifest of both builds: so an interrupted build leaves no file that the next one does not know.
  auto both = manifest;
  for (const auto& name : *earlier) both += name + "\n";
  if (auto done = write_file(folder / kManifest, both); !done) return done;
  for (const auto& file : files) {
    if (auto done = write_file(folder / file.path, file.content); !done) return done;
  }
  remove_stale(folder, *earlier, files);
  return write_file(folder / kManifest, manifest);
}

Exit build(const BuildOptions& options) {
  const auto public_url = checked_public_url(options.edition.public_url);
  if (!public_url) {
    return misused(public_url.error().message);
  }
  const auto document = read_any_document(options.file, std::cerr);
  if (!document) return Exit::input;
  const auto audience = checked_audience(document->root, options.edition.audience);
  if (!audience) return report(audience.error());
  const auto files =
      site::static_site(document->root, {.public_url = *public_url, .audience = *audience, .as_of = today()});
  if (!files) return report(files.error());
  if (const auto written = write_all(options.out, *files); !written) return report(written.error());
  if (cv::is_archived(document->root)) {
    std::cerr
        << "The CV is archived (meta.vitrine.archived): a service shows it to its editors only; this folder "
           "shows it to everyone\n";
  }
  std::cout << base::printable_line(options.out) << ": "
            << said("{0} files, to be opened at index.html"_msg(files->size())) << '\n';
  if (public_url->empty()) {
    std::cout << said("Without --public-url the pages do not say where they are, and there is no QR code"_msg)
              << '\n';
  }
  return Exit::fine;
}

}  // namespace

void add_build(CommandLine& line) {
  const auto options = std::make_shared<BuildOptions>();
  auto& sub = line.add("build", "Write a CV as a folder of files that any web server can hand out",
                       [options] { return build(*options); });
  sub.add_option("FILE", options->file,
                 "A JSON Resume file, another program's, or a PDF of a CV; - is standard input")
      ->required()
      ->type_name("");
  sub.add_option("--out,-o", options->out, "The folder: new, empty, or one of an earlier build")
      ->required()
      ->type_name("DIR");
  add_edition_options(sub, options->edition, false);
}

}  // namespace vitrine::cli
