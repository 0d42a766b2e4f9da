#include <fstream>
#include <iostream>

#include "cli/command.hpp"

namespace vitrine::cli {

namespace {

struct Options {
  std::string slug;
  std::string format = "json";
  std::string output;
  store::Version revision = 0;
};

Exit write_output(const std::string& text, const std::string& path) {
  if (path.empty() || path == "-") {
    std::cout << text << std::flush;
    return std::cout ? Exit::fine : report({ErrorCode::unavailable, "cannot write to standard output"});
  }
  std::ofstream file(path, std::ios::binary);
  file << text << std::flush;
  return file ? Exit::fine : report({ErrorCode::unavailable, "cannot write " + path});
}

Exit export_document(const Settings& settings, const Options& options) {
  const auto store = open_store(settings);
  if (!store) return report(store.error());
  const auto stored = options.revision == 0 ? (*store)->read(options.slug)
                                            : (*store)->read_version(options.slug, options.revision);
  if (!stored) return report(stored.error());
  return write_output(stored->text, options.output);
}

}  // namespace

void add_export(CommandLine& line) {
  const auto options = std::make_shared<Options>();
  auto& sub = line.add("export", "Write a stored CV, as it was stored",
                       [&line, options] { return export_document(line.settings(), *options); });
  sub.add_option("--slug", options->slug, "The CV")->required()->type_name("SLUG");
  sub.add_option("--format", options->format, "Form of the output: json")
      ->check(CLI::IsMember({"json"}))
      ->type_name("FORMAT");
  sub.add_option("--revision", options->revision, "A version of its history (default: the current one)")
      ->type_name("N");
  sub.add_option("--output,-o", options->output, "File to write (default: standard output)")
      ->type_name("FILE");
}

}  // namespace vitrine::cli
