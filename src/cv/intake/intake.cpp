#include "cv/intake/intake.hpp"

#include <algorithm>

#include "archive/unzip.hpp"
#include "base/ascii.hpp"
#include "cv/document/findings.hpp"
#include "cv/document/parse.hpp"
#include "cv/docx/office_file.hpp"
#include "cv/docx/text.hpp"
#include "cv/formats/csv.hpp"
#include "cv/formats/loose_text.hpp"
#include "cv/formats/pdf_attachments.hpp"
#include "cv/formats/xml.hpp"
#include "cv/formats/yaml.hpp"
#include "cv/import/linkedin_tables.hpp"
#include "cv/intake/no_cv.hpp"

namespace vitrine::cv::intake {

namespace {

bool is_json(std::string_view bytes) {
  const auto begin = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return begin != std::string_view::npos && (bytes[begin] == '{' || bytes[begin] == '[');
}

/// The content of a file, and its program, if only one writes files of that kind.
struct Content {
  Json tree;
  std::optional<importing::Foreign> format;
};

constexpr std::size_t kMaxForeignBytes = std::size_t{8} * 1024 * 1024;  ///< foreign documents may contain
                                                                        ///< pictures

std::optional<Content> refuse(Intake& out, Message why) {
  out.refusal = std::move(why);
  return std::nullopt;
}

/// For other programs' files: JSON Resume's own check reports that a byte order mark is not JSON.
std::string_view without_mark(std::string_view bytes) {
  return bytes.substr(bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0);
}

std::optional<Content> read_json(std::string_view bytes, Intake& out) {
  bytes = without_mark(bytes);
  Findings findings(bytes);
  auto parsed = parse(bytes, findings, kMaxForeignBytes);
  const bool is_fine = parsed && !findings.has_errors();
  out.checked.problems = findings.take();
  if (!is_fine) return std::nullopt;
  return Content{std::move(parsed->root), std::nullopt};
}

std::optional<Content> read_export(const std::vector<archive::ZipEntry>& files, Intake& out) {
  auto tables = importing::read_linkedin(files);
  if (!tables) return refuse(out, tables.error().message);
  return Content{std::move(*tables), importing::Foreign::linkedin};
}

/// Whether an archive's file may be a table: files that macOS adds are none.
bool is_table_name(std::string_view path) {
  const auto name = base::ascii_lower(path.substr(path.find_last_of("/\\") + 1));
  return name.ends_with(".csv") && !name.starts_with("._");
}

bool is_web_page(std::string_view bytes) {
  constexpr std::size_t kEnough = 1024;
  const auto head = base::ascii_lower(bytes.substr(0, kEnough));
  return head.find("<!doctype html") != std::string::npos || head.find("<html") != std::string::npos;
}

std::optional<Content> read_word(std::string_view bytes, Intake& out) {
  const auto parts = archive::unzip(bytes, docx::is_docx_part);
  if (!parts) return refuse(out, parts.error().message);
  auto tree = docx::read_docx(*parts);
  if (!tree) return refuse(out, "this Word file cannot be read: {0}"_msg(tree.error().message));
  return Content{std::move(*tree), importing::Foreign::docx};
}

std::optional<Content> read_zip(std::string_view bytes, Intake& out) {
  if (docx::is_word_file(bytes)) return read_word(bytes, out);
  constexpr std::size_t kMostOfOne =
      std::size_t{1} * 1024 * 1024;  // messages are longer; a table of a CV is not
  const auto files = archive::unzip(bytes, is_table_name, {.entry_bytes = kMostOfOne});
  if (!files) return refuse(out, files.error().message);
  const bool has_tables = std::ranges::any_of(
      *files, [](const archive::ZipEntry& file) { return importing::is_linkedin_table(file.content); });
  if (!has_tables)
    return refuse(out,
                  "no CV is in this ZIP archive; LinkedIn's data export has files such as Profile.csv "
                  "and Positions.csv in it. If another file in it is the CV, unpack it and give that "
                  "file"_msg);
  return read_export(*files, out);
}

std::optional<Content> read_xml(std::string_view bytes, Intake& out) {
  if (is_web_page(bytes))
    return refuse(out, "this is a web page; export the CV as a file where it was made, and give that"_msg);
  auto tree = formats::parse_xml(bytes);
  if (!tree)
    return refuse(out, "it begins like XML and cannot be read as that: {0}"_msg(tree.error().message));
  if (!importing::recognise(*tree))
    return refuse(out, "this XML is not of Europass, the only program whose XML can be read"_msg);
  return Content{std::move(*tree), std::nullopt};
}

/// The content in any format; nothing, with the reason in `out`, if it cannot be read.
std::optional<Content> read_content(std::string_view bytes, Intake& out) {
  if (auto why = docx::office_refusal(bytes); !why.empty()) return refuse(out, std::move(why));
  if (archive::is_zip(bytes)) return read_zip(bytes, out);
  if (formats::is_xml(bytes)) return read_xml(bytes, out);
  if (is_json(bytes)) return read_json(bytes, out);
  if (importing::is_linkedin_table(bytes)) return read_export({{"", std::string(bytes)}}, out);
  auto tree = formats::parse_yaml(bytes);
  const bool is_object = tree && tree->is_object();
  if (!is_object && formats::looks_like_table(formats::text_of(bytes)))
    return refuse(out,
                  "this table is none of those that LinkedIn exports of a profile; give the ZIP "
                  "archive of its data export, or tables such as Profile.csv and Positions.csv"_msg);
  if (!tree) return refuse(out, tree.error().message);
  return Content{std::move(*tree), std::nullopt};
}

std::string titles() {
  std::string out;
  for (const auto& info : importing::foreign_formats())
    out += (out.empty() ? "" : ", ") + std::string(info.title);
  return out;
}

const importing::ForeignInfo* chosen(const Content& content, std::string_view from) {
  const auto& all = importing::foreign_formats();
  const auto shape = content.format ? content.format : importing::recognise(content.tree);
  const auto at = std::ranges::find_if(all, [&](const importing::ForeignInfo& info) {
    return from.empty() ? shape == info.format : info.name == from;
  });
  return at == all.end() ? nullptr : &*at;
}

/// Whether it may be more than a JSON Resume. Problems are reported once, by the check of the resulting
/// document.
bool may_be_foreign(std::string_view bytes, bool may_be_yaml) {
  if (!docx::office_refusal(bytes).empty()) return true;
  if (is_json(bytes)) {
    const auto text = without_mark(bytes);
    Findings ignored(text);
    const auto parsed = parse(text, ignored, kMaxForeignBytes);
    return parsed && importing::recognise(parsed->root);
  }
  if (may_be_yaml || archive::is_zip(bytes) || formats::is_xml(bytes) || importing::is_linkedin_table(bytes))
    return true;
  if (other_kind_of_file(bytes)) return false;
  const auto tree = formats::parse_yaml(bytes);
  return (tree && tree->is_object()) || formats::looks_like_table(formats::text_of(bytes));
}

/// Whether it contains nothing about a person.
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
  const auto content = read_content(bytes, out);
  if (!content) return out;
  const auto* tree = &content->tree;
  out.source = chosen(*content, from);
  if (out.source == nullptr) {
    const bool is_resume = tree->is_object() && !no_cv(*tree);
    if (is_resume) {  // a JSON Resume written as YAML
      out.checked = check(tree->dump(2) + "\n");
    } else {
      out.is_unknown = true;
      out.refusal = "neither JSON Resume nor of {0}; if it is of one of them, say which"_msg(titles());
    }
    return out;
  }
  auto converted = convert(*tree, out.source->format);
  if (is_blank(converted.document)) {
    out.refusal = "nothing in it is as {0} writes it"_msg(out.source->title);
    return out;
  }
  out.lost = std::move(converted.lost);
  out.checked = check(converted.document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  return out;
}

constexpr Template kNothingInPdf =
    "the PDF carries no CV that a program can read: its text alone does not say which job or school is "
    "which. Choose a "
    "PDF made by Vitrine or Europass, or export the CV as JSON Resume from the program that made the PDF"_msg;

/// A large document's indentation counts towards its size: if the CV only fits without it, it is removed.
std::string fitting(std::string text) {
  if (text.size() <= kMaxDocumentBytes) return text;
  const auto tree = Json::parse(text, nullptr, false);
  return tree.is_discarded() ? std::move(text) : tree.dump();
}

Intake take_in_pdf(std::string_view bytes, std::string_view from) {
  Intake out;
  auto attachments = formats::pdf_attachments(bytes);
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
  return formats::is_pdf(bytes) ? take_in_pdf(bytes, from) : take_in_text(bytes, from, may_be_yaml);
}

}  // namespace vitrine::cv::intake
