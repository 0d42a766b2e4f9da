#pragma once
// The PDF file around the pages: structure tree, fonts, metadata, outline, through QPDF. C++17, and so is all
// that it includes: clang does not take QPDF 11.3's JSON.hh as C++20 (a vector of an incomplete type).

#include "base/result.hpp"
#include "render/pdf_stream.hpp"

namespace vitrine::render::pdf {

/// Everything that goes into the file. `content` has its elements' kids already.
struct FileParts {
  const Content& content;
  const Layout& layout;
  const Design& design;
  const Fonts& fonts;
  const std::vector<PageStream>& pages;
  std::string date;      ///< of the file, as in pdf_date()
  std::string metadata;  ///< as in xmp()
  std::string producer;
  const std::string& profile;  ///< ICC bytes
};

/// The file's bytes, the same for the same parts.
Result<std::string> file(const FileParts& parts);

}  // namespace vitrine::render::pdf
