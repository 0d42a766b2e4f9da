#pragma once
// The texts of /about: the built-in ones, or the owner's own.

#include <map>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

/// CommonMark by language (BCP 47 tag). Headings give the page its title and outline; a paragraph that is
/// only {facts} becomes what there is to say of the running instance, one that is only {diagram} the drawing
/// of the infrastructure.
using AboutTexts = std::map<std::string, std::string>;

/// The record that holds the owner's texts.
constexpr std::string_view kAboutKind = "setting";
constexpr std::string_view kAboutKey = "about";

/// The texts that come with the program, in English and German.
const AboutTexts& shipped_about_texts();

/// The texts in a record's value, nothing where there are none.
std::optional<AboutTexts> parse_about_texts(const std::optional<std::string>& value);

/// The owner's texts; nothing where there are none.
Result<std::optional<AboutTexts>> read_about_texts(store::RecordStore& store);

/// Puts the owner's texts in the place of all others. `invalid` for a language that is no tag, a text that is
/// empty, or more than 48 KiB of texts together.
Result<void> put_about_texts(store::RecordStore& store, const AboutTexts& texts);

/// Brings the shipped texts back; nothing to do where they are there.
Result<void> remove_about_texts(store::RecordStore& store);

}  // namespace vitrine::site
