#include "cv/intake.hpp"

#include <algorithm>

#include "cv/findings.hpp"
#include "cv/no_cv.hpp"
#include "cv/parse.hpp"
#include "cv/pdf_attachments.hpp"
#include "cv/yaml.hpp"

namespace vitrine::cv {

namespace {

bool is_json(std::string_view bytes) {
  const auto begin = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return begin != std::string_view::npos && (bytes[begin] == '{' || bytes[begin] == '[');
}

/// The content, whichever of the two languages it is in; nothing, and why in `out`, where it is neither.
std::optional<Json> read_tree(std::string_view bytes, Intake& out) {
  if (is_json(bytes)) {
    Findings findings(bytes);
    auto parsed = parse(bytes, findings);
    const bool is_fine = parsed && !findings.has_errors();
    out.checked.problems = findings.take();
    if (!is_fine) return std::nullopt;
    return std::move(parsed->root);
  }
  auto tree = parse_yaml(bytes);
  if (tree) return std::move(*tree);
  out.refusal = tree.error().message;
  return std::nullopt;
}

std::string titles() {
  std::string out;
  for (const auto& info : foreign_formats()) out += (out.empty() ? "" : ", ") + std::string(info.title);
  return out;
}

const ForeignInfo* chosen(const Json& tree, std::string_view from) {
  const auto& all = foreign_formats();
  const auto shape = recognise(tree);
  const auto at = std::ranges::find_if(
      all, [&](const ForeignInfo& info) { return from.empty() ? shape == info.format : info.name == from; });
  return at == all.end() ? nullptr : &*at;
}

/// Whether it is not just a JSON Resume. Problems are told once, by the check of what it turns out to be.
bool may_be_foreign(std::string_view bytes, bool may_be_yaml) {
  if (is_json(bytes)) {
    Findings ignored(bytes);
    const auto parsed = parse(bytes, ignored);
    return parsed && recognise(parsed->root);
  }
  if (other_kind_of_file(bytes)) return false;
  if (may_be_yaml) return true;
  const auto tree = parse_yaml(bytes);
  return tree && tree->is_object();
}

/// Whether it says nothing of a person.
bool is_blank(const Json& document) {
  return std::ranges::all_of(
      document.items(), [](const auto& member) { return member.key() == "meta" || member.value().empty(); });
}

Intake take_in_text(std::string_view bytes, std::string_view from, bool may_be_yaml) {
  Intake out;
  if (from.empty() && !may_be_foreign(bytes, may_be_yaml)) {
    out.checked = check_incoming(bytes);
    return out;
  }
  const auto tree = read_tree(bytes, out);
  if (!tree) return out;
  out.source = chosen(*tree, from);
  if (out.source == nullptr) {
    const bool is_resume = tree->is_object() && !no_cv(*tree);
    if (is_resume) {  // a JSON Resume written as YAML
      out.checked = check(tree->dump(2) + "\n");
    } else {
      out.refusal = "neither JSON Resume nor of " + titles() + "; if it is of one of them, say which";
    }
    return out;
  }
  auto converted = convert(*tree, out.source->format);
  if (is_blank(converted.document)) {
    out.refusal = "nothing in it is as " + std::string(out.source->title) + " writes it";
    return out;
  }
  out.lost = std::move(converted.lost);
  out.checked = check(converted.document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  return out;
}

constexpr std::string_view kNothingInPdf =
    "the PDF carries no CV that a program can read: its text alone does not say which job or school is "
    "which. Choose a "
    "PDF made by Vitrine or Europass, or export the CV as JSON Resume from the program that made the PDF";

/// The indentation of a large document counts: a CV that fits without it is read without it.
std::string fitting(std::string text) {
  if (text.size() <= kMaxDocumentBytes) return text;
  const auto tree = Json::parse(text, nullptr, false);
  return tree.is_discarded() ? std::move(text) : tree.dump();
}

Intake take_in_pdf(std::string_view bytes, std::string_view from) {
  Intake out;
  auto attachments = pdf_attachments(bytes);
  if (!attachments) {
    out.refusal = attachments.error().message;
    return out;
  }
  for (auto& one : *attachments) {
    auto taken = take_in_text(fitting(std::move(one.bytes)), from, false);
    const bool is_source = one.relationship == "Source" && one.media_type == "application/json";
    if (!taken.checked.document && !is_source) continue;
    taken.attachment = one.name;
    return taken;
  }
  out.refusal = kNothingInPdf;
  return out;
}

}  // namespace

Intake take_in(std::string_view bytes, std::string_view from, bool may_be_yaml) {
  return is_pdf(bytes) ? take_in_pdf(bytes, from) : take_in_text(bytes, from, may_be_yaml);
}

}  // namespace vitrine::cv
