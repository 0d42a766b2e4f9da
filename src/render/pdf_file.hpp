#pragma once
// The PDF file around the pages: structure tree, fonts, metadata, outline, through QPDF.

#include "base/result.hpp"
#include "base/time.hpp"
#include "render/pdf_stream.hpp"

namespace vitrine::render::pdf {

/// Everything that goes into the file. `content` has its elements' kids already.
struct FileParts {
  const Content& content;
  const Layout& layout;
  const Design& design;
  const Fonts& fonts;
  const std::vector<PageStream>& pages;
  base::TimePoint saved_at;
};

/// The file's bytes, the same for the same parts.
Result<std::string> file(const FileParts& parts);

}  // namespace vitrine::render::pdf
