#pragma once
// The CV as JSON-LD (schema.org Person), for search engines.

#include "cv/view/outline.hpp"
#include "render/common/page.hpp"

namespace vitrine::render::html {

/// A JSON-LD object (schema.org/Person), its text safe to stand inside a <script> element: no "</" and
/// no "<!--" in it (HTML Living Standard 4.12.1.3).
std::string json_ld(const cv::Outline& outline, const Addresses& addresses);

}  // namespace vitrine::render::html
