#pragma once
// The CV as a DOCX file.

#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "cv/view/project.hpp"

namespace vitrine::render::docx {

/// An Office Open XML document (ECMA-376, transitional): real headings, lists and links, the page's language
/// and direction, the paper size of the CV. The same input gives the same bytes. Returns `internal` if it
/// cannot be packed.
Result<std::string> docx_file(const cv::View& view);

/// The files of its archive: names and contents, in order.
std::vector<std::pair<std::string, std::string>> docx_contents(const cv::View& view);

}  // namespace vitrine::render::docx
