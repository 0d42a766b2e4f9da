#include "cv/intake/check.hpp"

#include <string>
#include <utility>

#include "cv/check/migrate.hpp"
#include "cv/check/names.hpp"
#include "cv/check/schema.hpp"
#include "cv/check/validate.hpp"
#include "cv/document/findings.hpp"
#include "cv/document/parse.hpp"
#include "cv/intake/no_cv.hpp"
#include "cv/language/editions.hpp"
#include "cv/language/script.hpp"

namespace vitrine::cv::intake {

namespace {

/// Reports the assumed language of a document that states none and is not plain English.
void check_language(const Json& document, Findings& findings) {
  if (!stated_language(document).empty()) return;
  const auto guessed = language_by_script(document);
  if (guessed.empty()) return;
  findings.add({.severity = Severity::notice,
                .pointer = meta_pointer(document),
                .expected = "the language of the CV"_msg,
                .found = "none; by its letters it is taken as {0}"_msg(language_name(guessed)),
                .hint = "write \"language\": \"{0}\" in meta, or the right one"_msg(guessed)},
               Findings::kNoOffset);
}

}  // namespace

Checked check(std::string_view bytes) {
  Findings findings(bytes);
  Checked out;
  if (auto parsed = parse(bytes, findings)) {
    auto text = check::migrate(*parsed, bytes, findings).value_or(std::string(bytes));
    out.unshown_texts = check::validate(*parsed, check::document_schema(), findings);
    check::check_names(*parsed, findings);
    check_language(parsed->root, findings);
    if (text.size() > kMaxDocumentBytes) {
      findings.add({.expected = "at most {0} bytes (256 KiB)"_msg(kMaxDocumentBytes),
                    .found = "{0} bytes with the names of JSON Resume 1.0"_msg(text.size()),
                    .hint = "shorten it"_msg},
                   Findings::kNoOffset);
    }
    if (!findings.has_errors()) out.document = Document{std::move(text), std::move(parsed->root)};
  }
  out.problems = findings.take();
  return out;
}

Checked check_incoming(std::string_view bytes) {
  auto refusal = other_kind_of_file(bytes);
  if (!refusal) {
    Findings ignored(bytes);
    if (const auto parsed = parse(bytes, ignored)) refusal = no_cv(parsed->root);
  }
  if (refusal) return {.problems = {std::move(*refusal)}};
  return check(bytes);
}

}  // namespace vitrine::cv::intake
