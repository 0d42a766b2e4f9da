#include "cv/intake/no_cv.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "cv/check/schema.hpp"
#include "cv/document/findings.hpp"
#include "cv/document/rules.hpp"
#include "cv/import/foreign.hpp"

namespace vitrine::cv::intake {

namespace {

using Keys = std::array<std::string_view, 3>;

/// A kind of JSON file, identified by keys that all of its files have; "key=text" also requires a prefix of
/// the value.
struct KnownKind {
  Keys keys;  ///< unused ones are empty
  Template title;
  bool is_cv = false;  ///< of a program that is not read yet
};

constexpr auto kKnownKinds = std::to_array<KnownKind>(
    {{{"aboutMe", "experience"}, "a CV in Manfred's format"_msg, true},
     {{"localizedFirstName"}, "a profile from LinkedIn"_msg, true},
     {{"firstName", "lastName", "positions"}, "a profile from LinkedIn"_msg, true},
     {{"compilerOptions"}, "settings of TypeScript (tsconfig.json)"_msg},
     {{"openapi=", "info"}, "a description of an API (OpenAPI)"_msg},
     {{"swagger=", "info"}, "a description of an API (OpenAPI)"_msg},
     {{"asyncapi="}, "a description of an API (AsyncAPI)"_msg},
     {{"type=Feature"}, "a map (GeoJSON)"_msg},
     {{"type=GeometryCollection"}, "a map (GeoJSON)"_msg},
     {{"type=", "coordinates"}, "a map (GeoJSON)"_msg},
     {{"type=Topology"}, "a map (TopoJSON)"_msg},
     {{"lockfileVersion"}, "a list of packages (package-lock.json)"_msg},
     {{"name=", "version=", "dependencies"}, "a list of packages (package.json)"_msg},
     {{"name=", "version=", "scripts"}, "a list of packages (package.json)"_msg},
     {{"name=", "devDependencies"}, "a list of packages (package.json)"_msg},
     {{"dependencies"}, "a list of packages (package.json)"_msg},
     {{"devDependencies"}, "a list of packages (package.json)"_msg},
     {{"name=", "version="}, "a list of packages (package.json)"_msg},
     {{"name=", "require"}, "a list of packages (composer.json)"_msg},
     {{"require", "autoload"}, "a list of packages (composer.json)"_msg},
     {{"manifest_version"}, "a browser extension (manifest.json)"_msg},
     {{"start_url"}, "a web app manifest"_msg},
     {{"name=", "icons", "display="}, "a web app manifest"_msg},
     {{"nbformat"}, "a Jupyter notebook"_msg},
     {{"$schema=http://json-schema.org"}, "a JSON Schema"_msg},
     {{"$schema=https://json-schema.org"}, "a JSON Schema"_msg},
     {{"type=object", "properties"}, "a JSON Schema"_msg},
     {{"newProjectRoot"}, "settings of Angular (angular.json)"_msg},
     {{"bomFormat="}, "a list of software (CycloneDX)"_msg},
     {{"spdxVersion="}, "a list of software (SPDX)"_msg},
     {{"info", "item"}, "a collection of Postman"_msg},
     {{"log"}, "a record of a browser or a program"_msg},
     {{"@context", "@type=Person"}, "a description of a person in JSON-LD"_msg},
     {{"@context"}, "linked data (JSON-LD)"_msg},
     {{"jsonrpc="}, "a message between programs (JSON-RPC)"_msg},
     {{"error"}, "an error that a service answered with"_msg},
     {{"message=", "status"}, "an error that a service answered with"_msg}});

struct Magic {
  std::string_view begin;
  Template title;
  Template advice;
};

constexpr std::size_t kLooked = 1024;  // bytes at the beginning of a file
constexpr Template kExportAdvice = "export the CV as JSON Resume from the program that made it"_msg;
constexpr Template kPictureAdvice = "choose the file with the CV's text"_msg;
constexpr Template kUtf8Advice = "open it in a text editor and save it with the encoding UTF-8"_msg;

constexpr auto kMagics = std::to_array<Magic>(
    {{"\xFF\xFE", "text in the encoding UTF-16"_msg, kUtf8Advice},
     {"\xFE\xFF", "text in the encoding UTF-16"_msg, kUtf8Advice},
     {"{\\rtf", "a document of a word processor (RTF)"_msg, kExportAdvice},
     {"\xD0\xCF\x11\xE0", "an old document of Word, Excel or PowerPoint"_msg, kExportAdvice},
     {"PK\x03\x04", "a ZIP archive or a document of a word processor"_msg, kExportAdvice},
     {"\x1F\x8B", "a packed file (gzip)"_msg, "unpack it, then choose the file in it"_msg},
     {"7z\xBC\xAF", "a packed file (7z)"_msg, "unpack it, then choose the file in it"_msg},
     {"Rar!", "a packed file (RAR)"_msg, "unpack it, then choose the file in it"_msg},
     {"\x89PNG", "a picture (PNG)"_msg, kPictureAdvice},
     {"\xFF\xD8\xFF", "a picture (JPEG)"_msg, kPictureAdvice},
     {"GIF8", "a picture (GIF)"_msg, kPictureAdvice},
     {"RIFF", "a picture or a sound"_msg, kPictureAdvice},
     {"BEGIN:VCARD", "an address card (vCard)"_msg,
      "a CV is JSON Resume; a vCard has no jobs or schools"_msg},
     {"%!PS", "pages for a printer (PostScript)"_msg, kExportAdvice},
     {"\\documentclass", "a LaTeX document"_msg, kExportAdvice}});

bool has_key(const Json& root, std::string_view wanted) {
  const auto equals = wanted.find('=');
  const auto at = root.find(std::string(wanted.substr(0, equals)));
  if (at == root.end()) return false;
  if (equals == std::string_view::npos) return true;
  return at->is_string() && at->get_ref<const std::string&>().starts_with(wanted.substr(equals + 1));
}

const KnownKind* known_kind(const Json& root) {
  const auto fits = [&](const KnownKind& kind) {
    return std::ranges::all_of(kind.keys, [&](auto key) { return key.empty() || has_key(root, key); });
  };
  const auto kind = std::ranges::find_if(kKnownKinds, fits);
  return kind == kKnownKinds.end() ? nullptr : &*kind;
}

std::string_view without_suffix(std::string_view key) {
  return key.substr(0, key.find('@'));
}

bool knows_member(const check::Schema& schema, const Json& object) {
  const auto is_known = [&](const auto& member) {
    return schema.properties.contains(without_suffix(member.key()));
  };
  return object.empty() || std::ranges::any_of(object.items(), is_known);
}

/// Whether a section's value belongs to a CV: other programs may use the same key.
bool has_entries(const check::Schema& schema, const Json& value) {
  if (!value.is_array() || schema.items == nullptr) return false;
  return std::ranges::any_of(
      value, [&](const Json& entry) { return entry.is_object() && knows_member(*schema.items, entry); });
}

enum class Evidence { none, key, content };

/// How certain it is that a member belongs to a CV.
Evidence evidence_of(const std::string& key, const Json& value) {
  const auto& properties = check::document_schema().properties;
  const auto field = without_suffix(key);
  if (field == "basics") return value.is_object() ? Evidence::content : Evidence::key;
  if (field == "hobbies") return Evidence::key;  // from JSON Resume v0
  if (std::ranges::find(kSectionIds, field) == kSectionIds.end()) return Evidence::none;
  return has_entries(*properties.find(field)->second, value) ? Evidence::content : Evidence::key;
}

/// The place of a whole JSON Resume inside an object; "" if there is none.
std::string wrapped(const Json& root) {
  for (const auto& [key, value] : root.items()) {
    if (value.is_object() && value.contains("basics") && value["basics"].is_object()) return key;
  }
  return {};
}

Problem refusal(Message found, Message hint) {
  return {.expected = "a CV"_msg, .found = std::move(found), .hint = std::move(hint)};
}

/// The file's keys that JSON Resume does not have.
std::vector<std::string_view> own_keys(const Json& root) {
  std::vector<std::string_view> out;
  for (const auto& [key, value] : root.get_ref<const Json::object_t&>()) {
    const bool is_known =
        check::document_schema().properties.contains(without_suffix(key)) || key == "hobbies";
    if (!is_known && key.find('@') == std::string::npos) out.push_back(key);
  }
  return out;
}

Message described(std::span<const std::string_view> keys) {
  constexpr std::size_t kShown = 4;
  if (keys.size() == 1) return "a file with the key {0}"_msg(in_quotes(keys[0]));
  std::string shown;
  for (std::size_t i = 0; i < std::min(keys.size(), kShown); ++i)
    shown += (i > 0 ? ", " : "") + in_quotes(keys[i]);
  return keys.size() > kShown ? "a file with the keys {0} and others"_msg(shown)
                              : "a file with the keys {0}"_msg(shown);
}

}  // namespace

std::optional<Problem> other_kind_of_file(std::string_view bytes) {
  for (const auto& [begin, title, advice] : kMagics) {
    if (bytes.starts_with(begin)) return refusal(title, advice);
  }
  if (bytes.substr(0, kLooked).find('\0') != std::string_view::npos) {
    const bool is_utf16 = bytes.size() > 1 && (bytes[0] == '\0') != (bytes[1] == '\0');
    return is_utf16 ? refusal("text in the encoding UTF-16"_msg, kUtf8Advice)
                    : refusal("a file that is no text"_msg, kExportAdvice);
  }
  const auto first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos || bytes[first] != '<') return std::nullopt;
  std::string head(bytes.substr(first, kLooked));
  std::ranges::transform(head, head.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const bool is_page = head.find("<html") != std::string::npos ||
                       head.find("<!doctype html") != std::string::npos ||
                       head.find("<head") != std::string::npos || head.find("<body") != std::string::npos;
  if (is_page) {
    return refusal("a web page (HTML)"_msg,
                   "download the CV's file itself: saving a link often saves the page around it"_msg);
  }
  return refusal("an XML file"_msg, kExportAdvice);
}

std::optional<Problem> no_cv(const Json& root) {
  if (!root.is_object()) return std::nullopt;
  auto most = Evidence::none;
  for (const auto& [key, value] : root.get_ref<const Json::object_t&>())
    most = std::max(most, evidence_of(key, value));
  if (most == Evidence::content) return std::nullopt;
  const auto own = own_keys(root);
  if (own.empty()) return std::nullopt;
  if (const auto foreign = importing::recognise(root)) {
    const auto info =
        std::ranges::find(importing::foreign_formats(), *foreign, &importing::ForeignInfo::format);
    return refusal("a CV of {0}"_msg(info->title), "import it: that makes a JSON Resume of it"_msg);
  }
  if (const auto key = wrapped(root); !key.empty()) {
    return refusal("a file that has a CV under the key {0}"_msg(in_quotes(key)),
                   "save the part between the { } behind that key as a file of its own"_msg);
  }
  if (const auto* kind = known_kind(root); kind != nullptr) {
    return refusal(kind->title, kind->is_cv ? "save it as JSON Resume: this format is not read yet"_msg
                                            : "choose the file with the CV"_msg);
  }
  if (most == Evidence::key) return std::nullopt;  // validation reports its errors
  return refusal(described(own),
                 "a CV as JSON Resume has \"basics\", \"work\", \"education\" or the like"_msg);
}

}  // namespace vitrine::cv::intake
