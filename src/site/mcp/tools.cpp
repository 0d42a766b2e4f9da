#include "site/mcp/tools.hpp"

namespace vitrine::site::mcp {

namespace {

using auth::Scope;

Json text_of(const char* description, std::size_t most = 200) {
  return {{"type", "string"}, {"maxLength", most}, {"description", description}};
}

Json count_of(const char* description, std::uint64_t most) {
  return {{"type", "integer"}, {"minimum", 1}, {"maximum", most}, {"description", description}};
}

Json object_of(Json properties, Json required = Json::array()) {
  Json out{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) out["required"] = std::move(required);
  return out;
}

Json list_of(Json properties, Json required) {
  return {{"type", "array"},
          {"items",
           {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}}}};
}

/// A result: an object that may get more members later.
Json result_of(Json properties, Json required) {
  return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

Json of_type(const char* name) {
  return {{"type", name}};
}

Json any_text() {
  return of_type("string");
}

Json any_integer() {
  return of_type("integer");
}

Json any_flag() {
  return of_type("boolean");
}

constexpr std::uint64_t kAnyVersion = (std::uint64_t{1} << 53U) - 1;

Json slug() {
  return text_of("The CV's name in addresses, from list_cvs.", 64);
}

Json edition(Json more) {
  more["language"] = text_of("BCP 47 tag; the CV's own language if absent.");
  more["variant"] = text_of("A variant of the CV; the unchanged CV if absent.");
  more["audience"] = text_of("The readers it is for; only people who may edit the CV can choose.");
  return more;
}

Json change_rows() {
  return list_of({{"pointer", any_text()},
                  {"kind", {{"type", "string"}, {"enum", {"add", "remove", "replace"}}}},
                  {"before", Json::object()},
                  {"after", Json::object()}},
                 {"pointer", "kind"});
}

Json list_input() {
  return object_of(
      {{"after", text_of("Only slugs behind this one.")}, {"limit", count_of("50 if absent.", 100)}});
}

Json list_output() {
  return result_of({{"cvs", list_of({{"slug", any_text()},
                                     {"name", any_text()},
                                     {"version", any_integer()},
                                     {"saved_at", any_text()},
                                     {"may", any_text()},
                                     {"archived", any_flag()}},
                                    {"slug", "name", "version", "may"})},
                    {"next", any_text()}},
                   {"cvs"});
}

Json read_input() {
  return object_of(
      edition({{"slug", slug()},
               {"source",
                {{"type", "boolean"},
                 {"description",
                  "The stored document with its hidden parts, all languages and Vitrine's '@' keys: "
                  "what a patch changes. Needs the scope propose or edit."}}}}),
      {"slug"});
}

Json read_output() {
  return result_of({{"notice", any_text()},
                    {"slug", any_text()},
                    {"version", any_integer()},
                    {"language", any_text()},
                    {"resume", {{"type", "object"}}},
                    {"document", {{"type", "object"}}}},
                   {"notice", "slug", "version"});
}

Json search_input() {
  return object_of({{"query", text_of("Text to find; the case does not count.")},
                    {"limit", count_of("20 if absent.", 50)}},
                   {"query"});
}

Json search_output() {
  return result_of({{"hits", list_of({{"slug", any_text()}, {"pointer", any_text()}, {"text", any_text()}},
                                     {"slug", "pointer", "text"})},
                    {"complete", any_flag()}},
                   {"hits", "complete"});
}

Json validate_input() {
  return object_of(
      {{"slug", slug()},
       {"document", {{"type", "object"}, {"description", "A document instead of a stored CV."}}}});
}

Json validate_output() {
  return result_of({{"valid", any_flag()},
                    {"problems", list_of({{"severity", any_text()},
                                          {"pointer", any_text()},
                                          {"expected", any_text()},
                                          {"found", any_text()},
                                          {"hint", any_text()}},
                                         {"severity", "pointer", "expected", "found"})}},
                   {"valid", "problems"});
}

Json slug_input() {
  return object_of({{"slug", slug()}}, {"slug"});
}

Json translations_output() {
  return result_of({{"slug", any_text()},
                    {"version", any_integer()},
                    {"languages", list_of({{"language", any_text()},
                                           {"translated", any_integer()},
                                           {"missing_count", any_integer()},
                                           {"missing", {{"type", "array"}, {"items", any_text()}}}},
                                          {"language", "translated", "missing_count", "missing"})}},
                   {"slug", "version", "languages"});
}

Json render_input() {
  return object_of(edition({{"slug", slug()},
                            {"format", {{"type", "string"}, {"enum", {"text", "markdown", "json", "pdf"}}}}}),
                   {"slug", "format"});
}

Json versions_input() {
  return object_of({{"slug", slug()},
                    {"before", count_of("Only versions older than this one.", kAnyVersion)},
                    {"limit", count_of("20 if absent.", 100)}},
                   {"slug"});
}

Json versions_output() {
  return result_of({{"slug", any_text()},
                    {"versions", list_of({{"version", any_integer()},
                                          {"saved_at", any_text()},
                                          {"note", any_text()},
                                          {"bytes", any_integer()}},
                                         {"version", "saved_at", "note", "bytes"})}},
                   {"slug", "versions"});
}

Json diff_input() {
  return object_of({{"slug", slug()},
                    {"from", count_of("The older version.", kAnyVersion)},
                    {"to", count_of("The newer version.", kAnyVersion)}},
                   {"slug", "from", "to"});
}

Json diff_output() {
  return result_of({{"slug", any_text()},
                    {"from", any_integer()},
                    {"to", any_integer()},
                    {"count", any_integer()},
                    {"changes", change_rows()}},
                   {"slug", "from", "to", "count", "changes"});
}

Json patch_input() {
  return object_of({{"slug", slug()},
                    {"base_version",
                     count_of("The version that the patch changes, from read_cv; it must be the current one.",
                              kAnyVersion)},
                    {"patch",
                     {{"type", {"array", "object"}},
                      {"description",
                       "A list of JSON Patch operations (RFC 6902), or an object as JSON Merge Patch (RFC "
                       "7396). Paths are "
                       "those of the stored document: read_cv with source."}}},
                    {"note", text_of("The reason, for the person who reads it.")}},
                   {"slug", "base_version", "patch"});
}

Json propose_output() {
  return result_of({{"slug", any_text()},
                    {"proposal", any_text()},
                    {"base_version", any_integer()},
                    {"changes", change_rows()},
                    {"review_at", any_text()}},
                   {"slug", "proposal", "base_version", "changes"});
}

Json publish_output() {
  return result_of({{"slug", any_text()}, {"version", any_integer()}, {"changes", change_rows()}},
                   {"slug", "version", "changes"});
}

}  // namespace

std::string as_data(std::string_view content) {
  return std::string(kDataNotice) + "\n\n" + std::string(content);
}

const std::vector<Tool>& tools() {
  static const std::vector<Tool> all{
      {"list_cvs", "List CVs", "The CVs that you may see: slug, name, version.", Scope::read, true, false,
       list_input, list_output, list_cvs},
      {"read_cv", "Read a CV",
       "A CV as JSON Resume, as the chosen readers see it; or, with source, the stored document that a patch "
       "changes.",
       Scope::read, true, false, read_input, read_output, read_cv},
      {"search", "Search in CVs", "Finds a text in the CVs that you may see.", Scope::read, true, false,
       search_input, search_output, search},
      {"render", "Render a CV", "A CV as plain text, Markdown, JSON or PDF, as the chosen readers see it.",
       Scope::read, true, false, render_input, nullptr, render},
      {"validate", "Check a document",
       "All problems of a stored CV or of a given document: errors prevent storing, notices do not.",
       Scope::read, true, false, validate_input, validate_output, validate},
      {"missing_translations", "Missing translations",
       "For each language of a CV, the texts without a translation, as JSON Pointers.", Scope::propose, true,
       false, slug_input, translations_output, missing_translations},
      {"versions", "History of a CV", "The versions of a CV, newest first.", Scope::propose, true, false,
       versions_input, versions_output, versions},
      {"diff", "Compare two versions", "The differences of two versions of a CV, field by field.",
       Scope::propose, true, false, diff_input, diff_output, diff},
      {"propose_change", "Propose a change",
       "Keeps a change of a CV as a proposal. Nothing is changed until a person accepts it, all of it or "
       "some fields.",
       Scope::propose, false, false, patch_input, propose_output, propose_change},
      {"publish", "Change a CV at once",
       "Stores a change of a CV as a new version, which readers see at once. The old version stays in the "
       "history. "
       "Prefer propose_change unless the person has asked for this.",
       Scope::publish, false, true, patch_input, publish_output, publish},
  };
  return all;
}

bool may_use(const Tool& tool, const auth::Visitor& visitor) {
  return visitor.scopes.has(tool.scope) || (tool.scope == Scope::propose && visitor.scopes.has(Scope::edit));
}

Json description_of(const Tool& tool) {
  Json out{{"name", tool.name},
           {"title", tool.title},
           {"description", tool.description},
           {"inputSchema", tool.input()}};
  if (tool.output != nullptr) out["outputSchema"] = tool.output();
  out["annotations"] = {{"title", tool.title},
                        {"readOnlyHint", tool.is_read_only},
                        {"destructiveHint", tool.is_destructive},
                        {"idempotentHint", tool.is_read_only},
                        {"openWorldHint", false}};
  return out;
}

}  // namespace vitrine::site::mcp
