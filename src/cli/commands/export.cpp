#include <algorithm>
#include <fstream>
#include <iostream>

#include "cli/command.hpp"
#include "cli/edition.hpp"
#include "cv/intake/check.hpp"
#include "site/answers/address.hpp"

namespace vitrine::cli {

namespace {

struct ExportOptions {
  std::string slug;
  std::string format;  ///< empty: as it was stored
  EditionOptions edition;
  std::string output;
  store::Version revision = 0;
};

Exit write_output(const std::string& text, const std::string& path) {
  if (path.empty() || path == "-") {
    std::cout << text << std::flush;
    return std::cout ? Exit::fine : report({ErrorCode::unavailable, "cannot write to standard output"_msg});
  }
  std::ofstream file(path, std::ios::binary);
  file << text << std::flush;
  return file ? Exit::fine : report({ErrorCode::unavailable, "cannot write {0}"_msg(path)});
}

/// The CV in a format, as a reader gets it.
Result<std::string> rendered(const store::Stored& stored, const ExportOptions& options,
                             const std::string& public_url) {
  const auto checked = cv::intake::check(stored.text);
  if (!checked.document) {
    return Error{ErrorCode::invalid,
                 "{0}, version {1}: {2}"_msg(stored.slug, stored.revision.version,
                                             cv::what_is_wrong(checked.problems.front()))};
  }
  const auto view =
      project_edition(checked.document->root, options.edition, cv::date_of(stored.revision.saved_at));
  if (!view) return view.error();
  const auto& info = *std::ranges::find(site::formats(), options.format, &site::FormatInfo::name);
  render::Addresses addresses;
  if (!public_url.empty()) {
    addresses.canonical = public_url + site::page_path({.slug = stored.slug,
                                                        .language = options.edition.language,
                                                        .variant = options.edition.variant});
  }
  return info.write(*view, addresses, stored.revision.saved_at);
}

Exit export_document(const Settings& settings, const ExportOptions& options) {
  const auto public_url = checked_public_url(options.edition.public_url);
  if (!public_url) return misused(public_url.error().message);
  if (options.format.empty() && !options.edition.empty()) {
    return misused(
        "--language, --variant and --audience need a --format; without one, the CV is "
        "written as it was stored"_msg);
  }
  const auto info = std::ranges::find(site::formats(), options.format, &site::FormatInfo::name);
  if (info != site::formats().end() && info->needs_address && public_url->empty()) {
    return misused("--format {0} needs --public-url: where the service is found"_msg(options.format));
  }
  const auto store = open_store(settings);
  if (!store) return report(store.error());
  const auto stored = options.revision == 0 ? (*store)->read(options.slug)
                                            : (*store)->read_version(options.slug, options.revision);
  if (!stored) return report(stored.error());
  if (options.format.empty()) return write_output(stored->text, options.output);
  const auto text = rendered(*stored, options, *public_url);
  if (!text) return report(text.error());
  return write_output(*text, options.output);
}

}  // namespace

void add_export(CommandLine& line) {
  const auto options = std::make_shared<ExportOptions>();
  std::vector<std::string> names;
  std::string listed;
  for (const auto& info : site::formats()) {
    names.emplace_back(info.name);
    listed += (listed.empty() ? "" : ", ") + names.back();
  }
  auto& sub = line.add("export", "Write a stored CV, as it was stored or in a format",
                       [&line, options] { return export_document(line.settings(), *options); });
  sub.add_option("--slug", options->slug, "The CV")->required()->type_name("SLUG");
  sub.add_option("--format", options->format,
                 "As its readers get it: " + listed + " (default: as it was stored)")
      ->check(CLI::IsMember(names))
      ->type_name("FORMAT");
  add_edition_options(sub, options->edition, true);
  sub.add_option("--revision", options->revision, "A version of its history (default: the current one)")
      ->type_name("N");
  sub.add_option("--output,-o", options->output, "File to write (default: standard output)")
      ->type_name("FILE");
}

}  // namespace vitrine::cli
