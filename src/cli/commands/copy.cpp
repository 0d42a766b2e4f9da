
#include "cli/transfer.hpp"

namespace vitrine::cli {

namespace {

struct CopyOptions {
  std::string from;
  std::string to;
};

Exit copy(const Settings& settings, const CopyOptions& options) {
  const auto source = named_file(options.from);
  const auto target = named_file(options.to);
  if (options.from == options.to || (source && target && is_same_file(*source, *target))) {
    return misused("--from and --to name the same store"_msg);
  }
  const auto from = open_source(options.from, settings);
  if (!from) return report(from.error());
  const auto to = open_target(options.to, settings);
  if (!to) return report(to.error());
  const auto done = resumable(copy_with_progress(**from, **to));
  return done ? Exit::fine : report(done.error());
}

}  // namespace

void add_copy(CommandLine& line) {
  const auto options = std::make_shared<CopyOptions>();
  auto& sub = line.add("copy", "Copy all CVs with their histories from one store into another",
                       [&line, options] { return copy(line.settings(), *options); });
  sub.add_option("--from", options->from, "Where they are: sqlite:PATH or dynamodb:TABLE")
      ->required()
      ->type_name("STORE");
  sub.add_option("--to", options->to, "Where they go: sqlite:PATH or dynamodb:TABLE; what is there stays")
      ->required()
      ->type_name("STORE");
}

}  // namespace vitrine::cli
