#pragma once
// The texts of /about: the built-in ones, or the owner's own.

#include <map>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

/// CommonMark by language (BCP 47 tag). Headings give the page its title and outline. A paragraph that is
/// only {facts} becomes the facts of the running instance, one that is only {diagram} the infrastructure
/// diagram.
using AboutTexts = std::map<std::string, std::string>;

/// The record with the owner's texts.
constexpr std::string_view kAboutKind = "setting";
constexpr std::string_view kAboutKey = "about";

/// The built-in texts, in English and German.
const AboutTexts& shipped_about_texts();

/// The texts in a record's value; nothing if there are none.
std::optional<AboutTexts> parse_about_texts(const std::optional<std::string>& value);

/// The owner's texts; nothing if there are none.
Result<std::optional<AboutTexts>> read_about_texts(store::RecordStore& store);

/// Replaces all texts by the owner's. Returns `invalid` for an invalid language tag, an empty text, or more
/// than 48 KiB of texts in total.
Result<void> put_about_texts(store::RecordStore& store, const AboutTexts& texts);

/// Restores the built-in texts; does nothing if they are in use.
Result<void> remove_about_texts(store::RecordStore& store);

}  // namespace vitrine::site
