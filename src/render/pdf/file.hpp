#pragma once
// Writes the PDF file around the pages: structure tree, fonts, metadata, outline, and the attached JSON
// Resume.

#include "base/result.hpp"
#include "render/pdf/stream.hpp"

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
  std::string source;          ///< the JSON Resume that the pages show, to be attached
};

/// The file's bytes, the same for the same parts. `internal` where a font cannot be cut.
Result<std::string> file(const FileParts& parts);

}  // namespace vitrine::render::pdf
