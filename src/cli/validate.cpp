#include <iostream>

#include "cli/command.hpp"
#include "cli/input.hpp"

namespace vitrine::cli {

namespace {

Exit validate(const std::vector<std::string>& files) {
  auto exit = Exit::fine;
  for (const auto& file : files) {
    if (read_document(file, std::cout)) {
      std::cout << file << ": a valid CV\n";
    } else {
      exit = Exit::input;
    }
  }
  return exit;
}

}  // namespace

void add_validate(CommandLine& line) {
  const auto files = std::make_shared<std::vector<std::string>>();
  auto& sub = line.add("validate", "Check files and report every problem at once",
                       [files] { return validate(*files); });
  sub.add_option("FILE", *files, "JSON Resume files; - is standard input")->required()->type_name("");
}

}  // namespace vitrine::cli
