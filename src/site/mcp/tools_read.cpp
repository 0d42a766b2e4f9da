// Tools that only read.

#include <unicode/unistr.h>

#include <algorithm>
#include <string>

#include "base/digest.hpp"
#include "base/encoding.hpp"
#include "cv/document/findings.hpp"
#include "cv/document/problem.hpp"
#include "cv/intake/check.hpp"
#include "cv/view/coverage.hpp"
#include "render/pdf/render_notices.hpp"
#include "site/answers/page.hpp"
#include "site/mcp/tools.hpp"

namespace vitrine::site::mcp {

namespace {

constexpr std::size_t kMostListed = 100;
constexpr std::size_t kMostSearched = 200;  ///< CVs
constexpr std::size_t kMostHits = 50;
constexpr std::size_t kMostPointers = 500;

Edition edition_of(Arguments& arguments) {
  return {.language = arguments.text("language"),
          .variant = arguments.text("variant"),
          .audience = arguments.text("audience")};
}

icu::UnicodeString folded(std::string_view text) {
  auto out = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  return out.foldCase();
}

/// Collects the texts of a view that contain the query.
class Search {
 public:
  Search(const std::string& query, std::size_t limit) : query_(folded(query)), limit_(limit) {}

  void look_at(const std::string& slug, const Json& value, const std::string& pointer) {
    if (is_full()) return;
    if (value.is_string()) {
      const auto& text = value.get_ref<const std::string&>();
      if (folded(text).indexOf(query_) < 0) return;
      constexpr std::size_t kMostSnippet = 300;
      hits_.push_back(
          {{"slug", slug}, {"pointer", pointer}, {"text", base::utf8_truncate(text, kMostSnippet)}});
    } else if (value.is_object()) {
      for (const auto& [key, member] : value.items())
        look_at(slug, member, pointer + '/' + cv::pointer_token(key));
    } else if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i)
        look_at(slug, value[i], pointer + '/' + std::to_string(i));
    }
  }

  [[nodiscard]] bool is_full() const { return hits_.size() >= limit_; }
  [[nodiscard]] const Json& hits() const { return hits_; }

 private:
  icu::UnicodeString query_;
  std::size_t limit_;
  Json hits_ = Json::array();
};

Json problems_json(const cv::Problems& problems) {
  auto out = Json::array();
  for (const auto& one : problems) {
    out.push_back({{"severity", one.severity == cv::Severity::error ? "error" : "notice"},
                   {"pointer", one.pointer},
                   {"expected", one.expected.text()},
                   {"found", one.found.text()},
                   {"hint", one.hint.text()}});
  }
  return out;
}

const FormatInfo* format_for(std::string_view name) {
  if (name == "text") return &format_info(Format::text);
  if (name == "markdown") return &format_info(Format::markdown);
  if (name == "json") return &format_info(Format::json);
  if (name == "pdf") return &format_info(Format::pdf);
  return nullptr;
}

}  // namespace

Result<Json> marked_cv(const Library& library, const Opened& opened, const Edition& edition) {
  const auto view = library.view(opened, edition);
  if (!view) return view.error();
  return success({{"notice", kDataNotice},
                  {"slug", opened.stored.slug},
                  {"version", opened.stored.revision.version},
                  {"language", view->language},
                  {"languages", view->languages},
                  {"resume", view->resume}});
}

Result<ToolAnswer> list_cvs(const Library& library, const Json& arguments) {
  Arguments read(arguments, {"after", "limit"});
  const auto after = read.text("after");
  const auto limit = read.number("limit", 50, 1, kMostListed);
  if (!read.faults().empty()) return read.refusal();
  auto listed = library.list(after, static_cast<std::size_t>(limit));
  if (!listed) return listed.error();
  return ToolAnswer{.text = as_data(listed->dump(2)), .structured = std::move(*listed), .more = nullptr};
}

Result<ToolAnswer> read_cv(const Library& library, const Json& arguments) {
  Arguments read(arguments, {"slug", "language", "variant", "audience", "source"});
  const auto slug = read.required_text("slug");
  const auto edition = edition_of(read);
  const bool is_source = read.flag("source");
  if (!read.faults().empty()) return read.refusal();
  const auto opened = library.open(slug, is_source ? auth::Demand::propose : auth::Demand::read);
  if (!opened) return opened.error();
  if (is_source) {
    Json out{{"notice", kDataNotice},
             {"slug", slug},
             {"version", opened->stored.revision.version},
             {"document", opened->root}};
    return ToolAnswer{.text = as_data("Version " + std::to_string(opened->stored.revision.version) + "\n\n" +
                                      opened->stored.text),
                      .structured = std::move(out),
                      .more = nullptr};
  }
  auto marked = marked_cv(library, *opened, edition);
  if (!marked) return marked.error();
  return ToolAnswer{.text = as_data("Version " + std::to_string(opened->stored.revision.version) + "\n\n" +
                                    (*marked)["resume"].dump(2)),
                    .structured = std::move(*marked),
                    .more = nullptr};
}

Result<ToolAnswer> search(const Library& library, const Json& arguments) {
  Arguments read(arguments, {"query", "limit"});
  const auto query = read.required_text("query");
  const auto limit = read.number("limit", 20, 1, kMostHits);
  if (!read.faults().empty()) return read.refusal();
  Search search(query, static_cast<std::size_t>(limit));
  std::string after;
  std::size_t searched = 0;
  bool is_complete = false;
  while (!is_complete && !search.is_full() && searched < kMostSearched) {
    const auto page = library.page(after, kMostListed);
    if (!page) return page.error();
    for (const auto& one : page->cvs) {
      const auto opened = library.open(one.listed.slug, auth::Demand::read);
      if (!opened) continue;  // deleted meanwhile, or archived
      ++searched;
      if (const auto view = library.view(*opened, {})) search.look_at(one.listed.slug, view->resume, "");
    }
    after = page->next;
    is_complete = after.empty();
  }
  Json out{{"hits", search.hits()}, {"complete", is_complete && !search.is_full()}};
  return ToolAnswer{.text = as_data(out.dump(2)), .structured = std::move(out), .more = nullptr};
}

Result<ToolAnswer> validate(const Library& library, const Json& arguments) {
  Arguments read(arguments, {"slug", "document"});
  const auto slug = read.text("slug");
  const auto* document = read.value("document");
  if (slug.empty() == (document == nullptr)) read.wrong("slug", "expected either 'slug' or 'document'");
  if (document != nullptr && !document->is_object()) read.wrong("document", "expected an object");
  if (!read.faults().empty()) return read.refusal();
  std::string text;
  if (document != nullptr) {
    text = to_text(*document);
  } else {
    const auto opened = library.open(slug, auth::Demand::propose);
    if (!opened) return opened.error();
    text = opened->stored.text;
  }
  const auto checked = render::check_to_store(text);
  Json out{{"valid", checked.document.has_value()}, {"problems", problems_json(checked.problems)}};
  auto said =
      std::string(checked.document ? "The document can be stored." : "The document cannot be stored.");
  for (const auto& one : checked.problems) said += '\n' + cv::to_line(one, "document");
  return ToolAnswer{.text = as_data(said), .structured = std::move(out), .more = nullptr};
}

Result<ToolAnswer> missing_translations(const Library& library, const Json& arguments) {
  Arguments read(arguments, {"slug"});
  const auto slug = read.required_text("slug");
  if (!read.faults().empty()) return read.refusal();
  const auto opened = library.open(slug, auth::Demand::propose);
  if (!opened) return opened.error();
  auto languages = Json::array();
  for (const auto& one : cv::coverage(opened->root)) {
    auto missing = one.missing;
    if (missing.size() > kMostPointers) missing.resize(kMostPointers);
    languages.push_back({{"language", one.language},
                         {"translated", one.translated},
                         {"missing_count", one.missing.size()},
                         {"missing", missing}});
  }
  Json out{{"slug", slug}, {"version", opened->stored.revision.version}, {"languages", std::move(languages)}};
  return ToolAnswer{.text = as_data(out.dump(2)), .structured = std::move(out), .more = nullptr};
}

Result<ToolAnswer> render(const Library& library, const Json& arguments) {
  Arguments read(arguments, {"slug", "format", "language", "variant", "audience"});
  const auto slug = read.required_text("slug");
  const auto format = read.required_text("format");
  const auto edition = edition_of(read);
  const auto* info = format_for(format);
  if (info == nullptr && !format.empty()) read.wrong("format", "expected text, markdown, json or pdf");
  if (!read.faults().empty()) return read.refusal();
  const auto opened = library.open(slug, auth::Demand::read);
  if (!opened) return opened.error();
  const auto view = library.view(*opened, edition);
  if (!view) return view.error();
  const auto file = info->write(*view, {}, opened->stored.revision.saved_at);
  if (!file) return file.error();
  if (info->format != Format::pdf)
    return ToolAnswer{.text = as_data(*file), .structured = nullptr, .more = nullptr};
  auto uri = "vitrine://cv/" + slug + '/' + view->language + ".pdf";
  Json resource{{"type", "resource"},
                {"resource", {{"uri", uri}, {"mimeType", "application/pdf"}, {"blob", base::base64(*file)}}}};
  return ToolAnswer{.text = std::string(kDataNotice) + " It is attached as a PDF of " +
                            std::to_string(file->size()) + " bytes.",
                    .structured = nullptr,
                    .more = std::move(resource)};
}

}  // namespace vitrine::site::mcp
