#pragma once
// The CV's contact data as vCard, for address books.

#include <string>

#include "cv/view/outline.hpp"
#include "render/common/page.hpp"

namespace vitrine::render::text {

/// A vCard 4.0 (RFC 6350): UTF-8, lines folded at 75 octets and ended by CRLF (section 3.2). Holds name,
/// title, present employer, e-mail, telephone, address, photo, profiles, and the CV's own address if it has
/// one. The same input gives the same bytes.
std::string vcard(const cv::Outline& outline, const Addresses& addresses);

}  // namespace vitrine::render::text
