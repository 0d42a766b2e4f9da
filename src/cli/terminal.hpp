#pragma once
// Escapes control characters in messages: file names and foreign text must not run as terminal commands.

#include <streambuf>

namespace vitrine::cli {

/// During its lifetime, text for std::cerr is made printable (base/printable.hpp). std::clog, which has the
/// same target, is unchanged, for code that draws on the terminal.
class PrintableErrors final : std::streambuf {
 public:
  PrintableErrors();
  PrintableErrors(const PrintableErrors&) = delete;
  PrintableErrors& operator=(const PrintableErrors&) = delete;
  ~PrintableErrors() override;

 private:
  int_type overflow(int_type c) override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;
  int sync() override;

  std::streambuf* const before_;
};

}  // namespace vitrine::cli
