#pragma once
// Small pictograms for contacts and profiles; drawn for this project.

#include <string_view>

namespace vitrine::render::html {

/// An <svg> element, hidden from assistive technology, drawn in the text's colour, sized by the style sheet.
/// `name` is one of: email, phone, website, location.
std::string_view icon(std::string_view name);

/// The pictogram for the kind of a profile's network: code, work, talk, pictures, film, writing, science,
/// music; a person for any other.
std::string_view profile_icon(std::string_view network);

}  // namespace vitrine::render::html
