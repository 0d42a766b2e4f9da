#include "cli/terminal.hpp"

#include <iostream>
#include <string>

#include "base/printable.hpp"

namespace vitrine::cli {

PrintableErrors::PrintableErrors() : before_(std::cerr.rdbuf(this)) {}

PrintableErrors::~PrintableErrors() {
  std::cerr.rdbuf(before_);
}

PrintableErrors::int_type PrintableErrors::overflow(int_type c) {
  if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
  const char one = traits_type::to_char_type(c);
  return xsputn(&one, 1) == 1 ? c : traits_type::eof();
}

/// Each text arrives complete: std::cerr is unbuffered.
std::streamsize PrintableErrors::xsputn(const char* text, std::streamsize size) {
  const auto safe = base::printable(std::string_view(text, static_cast<std::size_t>(size)));
  const auto wanted = static_cast<std::streamsize>(safe.size());
  return before_->sputn(safe.data(), wanted) == wanted ? size : 0;
}

int PrintableErrors::sync() {
  return before_->pubsync();
}

}  // namespace vitrine::cli
