#include <csignal>
#include <exception>
#include <iostream>

#include "cli/command.hpp"
#include "cli/terminal.hpp"

int main(int argc, char** argv) {
  using namespace vitrine::cli;
  std::signal(SIGPIPE, SIG_IGN);  // a closed reader is an error of that write, and must not end the program
  const PrintableErrors printable;
  std::signal(SIGXFSZ, SIG_IGN);  // likewise a file over the size limit (EFBIG)
  try {
    CommandLine line;
    add_serve(line);
    add_preview(line);
    add_import(line);
    add_export(line);
    add_build(line);
    add_pdf(line);
    add_validate(line);
    add_translations(line);
    add_list(line);
    add_history(line);
    add_restore(line);
    add_delete(line);
    add_backup(line);
    add_copy(line);
    add_store(line);
    add_sign_in_link(line);
    add_share(line);
    add_token(line);
    add_mcp(line);
    add_about(line);
    add_health(line);
    add_completions(line);
    return static_cast<int>(line.run(argc, argv));
  } catch (const std::exception& fault) {
    std::cerr << "vitrine: fault in the program: " << fault.what() << '\n';
    return static_cast<int>(Exit::system);
  }
}
