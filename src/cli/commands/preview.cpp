#include <filesystem>
#include <iostream>

#include "cli/command.hpp"
#include "cli/foreign_input.hpp"
#include "cli/service.hpp"
#include "store/files/file_source.hpp"

namespace vitrine::cli {

namespace {

struct PreviewOptions {
  ServiceOptions service{.listen = "127.0.0.1:8090", .drain = 0};
  std::string file;
};

Exit preview(const PreviewOptions& options) {
  if (!read_any_document(options.file, std::cerr)) return Exit::input;
  store::files::FileSource store(options.file,
                                 [](const std::filesystem::path& path) -> std::optional<std::string> {
                                   auto input = read_one_input(path.string());
                                   return input.bytes ? std::optional(std::move(*input.bytes)) : std::nullopt;
                                 });
  std::cout << said("Every language, variant and audience is listed at /preview"_msg) << '\n';
  return run_service({store}, options.service,
                     {.page = {.live_reload = true},
                      .catalog = {.home = std::string(store::files::FileSource::kSlug)},
                      .open_audiences = true});
}

}  // namespace

void add_preview(CommandLine& line) {
  const auto options = std::make_shared<PreviewOptions>();
  auto& sub = line.add("preview", "Serve a file, and show each change of it at once",
                       [options] { return preview(*options); });
  sub.add_option("FILE", options->file, "A JSON Resume file, another program's, or a PDF of a CV")
      ->required()
      ->type_name("");
  add_service_options(sub, options->service);
}

}  // namespace vitrine::cli
