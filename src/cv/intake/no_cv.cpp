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
  std::string_view title;
};

constexpr auto kKnownKinds =
    std::to_array<KnownKind>({{{"aboutMe", "experience"}, "a CV in Manfred's format"},
                              {{"localizedFirstName"}, "a profile from LinkedIn"},
                              {{"firstName", "lastName", "positions"}, "a profile from LinkedIn"},
                              {{"compilerOptions"}, "settings of TypeScript (tsconfig.json)"},
                              {{"openapi=", "info"}, "a description of an API (OpenAPI)"},
                              {{"swagger=", "info"}, "a description of an API (OpenAPI)"},
                              {{"asyncapi="}, "a description of an API (AsyncAPI)"},
                              {{"type=Feature"}, "a map (GeoJSON)"},
                              {{"type=GeometryCollection"}, "a map (GeoJSON)"},
                              {{"type=", "coordinates"}, "a map (GeoJSON)"},
                              {{"type=Topology"}, "a map (TopoJSON)"},
                              {{"lockfileVersion"}, "a list of packages (package-lock.json)"},
                              {{"name=", "version=", "dependencies"}, "a list of packages (package.json)"},
                              {{"name=", "version=", "scripts"}, "a list of packages (package.json)"},
                              {{"name=", "devDependencies"}, "a list of packages (package.json)"},
                              {{"dependencies"}, "a list of packages (package.json)"},
                              {{"devDependencies"}, "a list of packages (package.json)"},
                              {{"name=", "version="}, "a list of packages (package.json)"},
                              {{"name=", "require"}, "a list of packages (composer.json)"},
                              {{"require", "autoload"}, "a list of packages (composer.json)"},
                              {{"manifest_version"}, "a browser extension (manifest.json)"},
                              {{"start_url"}, "a web app manifest"},
                              {{"name=", "icons", "display="}, "a web app manifest"},
                              {{"nbformat"}, "a Jupyter notebook"},
                              {{"$schema=http://json-schema.org"}, "a JSON Schema"},
                              {{"$schema=https://json-schema.org"}, "a JSON Schema"},
                              {{"type=object", "properties"}, "a JSON Schema"},
                              {{"newProjectRoot"}, "settings of Angular (angular.json)"},
                              {{"bomFormat="}, "a list of software (CycloneDX)"},
                              {{"spdxVersion="}, "a list of software (SPDX)"},
                              {{"info", "item"}, "a collection of Postman"},
                              {{"log"}, "a record of a browser or a program"},
                              {{"@context", "@type=Person"}, "a description of a person in JSON-LD"},
                              {{"@context"}, "linked data (JSON-LD)"},
                              {{"jsonrpc="}, "a message between programs (JSON-RPC)"},
                              {{"error"}, "an error that a service answered with"},
                              {{"message=", "status"}, "an error that a service answered with"}});

struct Magic {
  std::string_view begin;
  std::string_view title;
  std::string_view advice;
};

constexpr std::size_t kLooked = 1024;  // bytes at the beginning of a file
constexpr std::string_view kExportAdvice = "export the CV as JSON Resume from the program that made it";
constexpr std::string_view kPictureAdvice = "choose the file with the CV's text";
constexpr std::string_view kUtf8Advice = "open it in a text editor and save it with the encoding UTF-8";

constexpr auto kMagics = std::to_array<Magic>(
    {{"\xFF\xFE", "text in the encoding UTF-16", kUtf8Advice},
     {"\xFE\xFF", "text in the encoding UTF-16", kUtf8Advice},
     {"{\\rtf", "a document of a word processor (RTF)", kExportAdvice},
     {"\xD0\xCF\x11\xE0", "an old document of Word, Excel or PowerPoint", kExportAdvice},
     {"PK\x03\x04", "a ZIP archive or a document of a word processor", kExportAdvice},
     {"\x1F\x8B", "a packed file (gzip)", "unpack it, then choose the file in it"},
     {"7z\xBC\xAF", "a packed file (7z)", "unpack it, then choose the file in it"},
     {"Rar!", "a packed file (RAR)", "unpack it, then choose the file in it"},
     {"\x89PNG", "a picture (PNG)", kPictureAdvice},
     {"\xFF\xD8\xFF", "a picture (JPEG)", kPictureAdvice},
     {"GIF8", "a picture (GIF)", kPictureAdvice},
     {"RIFF", "a picture or a sound", kPictureAdvice},
     {"BEGIN:VCARD", "an address card (vCard)", "a CV is JSON Resume; a vCard has no jobs or schools"},
     {"%!PS", "pages for a printer (PostScript)", kExportAdvice},
     {"\\documentclass", "a LaTeX document", kExportAdvice}});

bool has_key(const Json& root, std::string_view wanted) {
  const auto equals = wanted.find('=');
  const auto at = root.find(std::string(wanted.substr(0, equals)));
  if (at == root.end()) return false;
  if (equals == std::string_view::npos) return true;
  return at->is_string() && at->get_ref<const std::string&>().starts_with(wanted.substr(equals + 1));
}

std::string_view known_kind(const Json& root) {
  const auto fits = [&](const KnownKind& kind) {
    return std::ranges::all_of(kind.keys, [&](auto key) { return key.empty() || has_key(root, key); });
  };
  const auto kind = std::ranges::find_if(kKnownKinds, fits);
  return kind == kKnownKinds.end() ? std::string_view{} : kind->title;
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

Problem refusal(std::string found, std::string hint) {
  return {.expected = "a CV", .found = std::move(found), .hint = std::move(hint)};
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

std::string described(std::span<const std::string_view> keys) {
  constexpr std::size_t kShown = 4;
  std::string out = keys.size() == 1 ? "a file with the key " : "a file with the keys ";
  for (std::size_t i = 0; i < std::min(keys.size(), kShown); ++i)
    out += (i > 0 ? ", " : "") + in_quotes(keys[i]);
  return out + (keys.size() > kShown ? " and others" : "");
}

}  // namespace

std::optional<Problem> other_kind_of_file(std::string_view bytes) {
  for (const auto& [begin, title, advice] : kMagics) {
    if (bytes.starts_with(begin)) return refusal(std::string(title), std::string(advice));
  }
  if (bytes.substr(0, kLooked).find('\0') != std::string_view::npos) {
    const bool is_utf16 = bytes.size() > 1 && (bytes[0] == '\0') != (bytes[1] == '\0');
    return is_utf16 ? refusal("text in the encoding UTF-16", std::string(kUtf8Advice))
                    : refusal("a file that is no text", std::string(kExportAdvice));
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
    return refusal("a web page (HTML)",
                   "download the CV's file itself: saving a link often saves the page around it");
  }
  return refusal("an XML file", std::string(kExportAdvice));
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
    return refusal("a CV of " + std::string(info->title), "import it: that makes a JSON Resume of it");
  }
  if (const auto key = wrapped(root); !key.empty()) {
    return refusal("a file that has a CV under the key " + in_quotes(key),
                   "save the part between the { } behind that key as a file of its own");
  }
  if (const auto kind = known_kind(root); !kind.empty()) {
    const bool is_cv = kind.starts_with("a CV") || kind.starts_with("a profile");
    return refusal(std::string(kind), is_cv ? "save it as JSON Resume: this format is not read yet"
                                            : "choose the file with the CV");
  }
  if (most == Evidence::key) return std::nullopt;  // validation reports its errors
  return refusal(described(own), R"(a CV as JSON Resume has "basics", "work", "education" or the like)");
}

}  // namespace vitrine::cv::intake
