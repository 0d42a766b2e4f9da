#pragma once
// Writes the PDF file around the pages: structure tree, fonts, metadata, outline, and the attached JSON
// Resume.

#include "base/result.hpp"
#include "render/pdf/stream.hpp"

namespace vitrine::render::pdf {

/// Everything in the file. The elements of `content` already have their kids.
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
  std::string source;          ///< the JSON Resume of the pages, to be attached
};

/// The bytes of the file, the same for the same parts. Returns `internal` if a font cannot be subset.
Result<std::string> file(const FileParts& parts);

}  // namespace vitrine::render::pdf
