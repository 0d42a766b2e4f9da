#pragma once
// Turns a CV into blocks and structure: texts, their order and their styles. Positions on the page:
// layout.hpp.

#include <optional>

#include "cv/view/outline.hpp"
#include "render/pdf/layout/design.hpp"
#include "render/pdf/layout/model.hpp"

namespace vitrine::render::pdf {

/// The masthead shows `photo`, if there is one.
Content content(const cv::Outline& outline, const Design& design, std::optional<Photo> photo = {});

}  // namespace vitrine::render::pdf
