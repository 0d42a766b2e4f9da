#pragma once
// The CV as JSON-LD (schema.org Person), for search engines.

#include "cv/view/outline.hpp"
#include "render/common/page.hpp"

namespace vitrine::render::html {

/// A JSON-LD object (schema.org/Person). Its text is safe inside a <script> element: it contains no "</" and
/// no "<!--" (HTML Living Standard 4.12.1.3).
std::string json_ld(const cv::Outline& outline, const Addresses& addresses);

}  // namespace vitrine::render::html
