#pragma once
// A CV as blocks and structure: what is said, in which order, in which look. Where it stands on a page is
// pdf_layout's.

#include <optional>

#include "cv/view/outline.hpp"
#include "render/pdf/layout/design.hpp"
#include "render/pdf/layout/model.hpp"

namespace vitrine::render::pdf {

/// `photo` is shown in the masthead, nothing where there is none.
Content content(const cv::Outline& outline, const Design& design, std::optional<Photo> photo = {});

}  // namespace vitrine::render::pdf
