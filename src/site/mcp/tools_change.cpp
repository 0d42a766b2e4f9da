// The history of a CV, and the tools that change it.

#include <string>

#include "base/encoding.hpp"
#include "cv/document/findings.hpp"
#include "cv/document/problem.hpp"
#include "cv/intake/check.hpp"
#include "cv/patch/changes.hpp"
#include "cv/patch/patch.hpp"
#include "render/pdf/render_notices.hpp"
#include "site/mcp/tools.hpp"
#include "site/records/audit.hpp"
#include "site/records/proposals.hpp"
#include "store/common/failures.hpp"

namespace vitrine::site::mcp {

namespace {

constexpr std::size_t kMostVersions = 100;
constexpr std::size_t kMostShown = 200;  ///< changes of a difference
constexpr std::uint64_t kLastVersion = (std::uint64_t{1} << 53U) - 1;

std::string marked(const Json& content) {
  return as_data(content.dump(2, ' ', false, Json::error_handler_t::replace));
}

Json changes_json(const std::vector<cv::patch::Change>& changes) {
  auto out = Json::array();
  for (const auto& one : changes) {
    if (out.size() == kMostShown) break;
    Json row{{"pointer", one.pointer}, {"kind", name_of(one.kind)}};
    if (one.kind != cv::patch::Change::Kind::add) row["before"] = one.before;
    if (one.kind != cv::patch::Change::Kind::remove) row["after"] = one.after;
    out.push_back(std::move(row));
  }
  return out;
}

/// A patch of an assistant, applied to the version that it names.
struct Drafted {
  std::string slug;
  store::Version base = 0;
  std::string note;
  std::string patch;
  store::Stored stored;
  cv::intake::Checked checked;
  std::vector<cv::patch::Change> changes;
};

Result<Drafted> drafted(const Library& library, const Json& arguments, auth::Demand demand,
                        std::size_t note) {
  Arguments read(arguments, {"slug", "base_version", "patch", "note"});
  Drafted out;
  out.slug = read.required_text("slug");
  out.base = read.number("base_version", 0, 1, kLastVersion);
  out.note = read.text("note", note);
  const auto* patch = read.value("patch");
  if (read.value("base_version") == nullptr) read.wrong("base_version", "expected the version that was read");
  if (patch == nullptr || !patch->is_structured())
    read.wrong("patch", "expected a list (JSON Patch) or an object (JSON Merge Patch)");
  if (!read.faults().empty()) return read.refusal();
  auto opened = library.open(out.slug, demand);
  if (!opened) return opened.error();
  if (opened->stored.revision.version != out.base)
    return store::conflict(out.slug, opened->stored.revision.version);
  const auto done = cv::patch::apply_any_patch(opened->root, *patch);
  if (!done.value) return Error{ErrorCode::invalid, Message::as_is(cv::patch::to_line(done.fault))};
  out.checked = render::check_to_store(cv::patch::written_like(*done.value, opened->stored.text));
  if (!out.checked.document) {
    std::string lines = "the result is no CV that can be stored";
    for (const auto& one : out.checked.problems) lines += "\n" + cv::to_line(one, "document");
    return Error{ErrorCode::invalid, Message::as_is(lines)};
  }
  out.changes = cv::patch::changes_between(opened->root, out.checked.document->root);
  if (out.changes.empty()) return Error{ErrorCode::invalid, Message::as_is("the patch changes nothing")};
  out.patch = to_text(*patch);
  out.stored = std::move(opened->stored);
  return out;
}

AuditEvent event_of(std::string what, const Library& library, const std::string& slug, std::string detail) {
  const auto& caller = library.caller();
  if (!caller.program.empty()) detail += (detail.empty() ? "" : ", ") + caller.program;
  return {.what = std::move(what), .who = caller.visitor.email, .slug = slug, .detail = std::move(detail)};
}

}  // namespace

Result<ToolAnswer> versions(const Library& library, const Json& arguments) {
  Arguments read(arguments, {"slug", "before", "limit"});
  const auto slug = read.required_text("slug");
  const auto before = read.number("before", 0, 1, kLastVersion);
  const auto limit = read.number("limit", 20, 1, kMostVersions);
  if (!read.faults().empty()) return read.refusal();
  if (const auto opened = library.open(slug, auth::Demand::propose); !opened) return opened.error();
  const auto listed = library.host().store.history(slug, before, static_cast<std::size_t>(limit));
  if (!listed) return listed.error();
  auto rows = Json::array();
  for (const auto& one : *listed) {
    rows.push_back({{"version", one.version},
                    {"saved_at", base::format_rfc3339(one.saved_at)},
                    {"note", one.note},
                    {"bytes", one.bytes}});
  }
  const Json out{{"slug", slug}, {"versions", std::move(rows)}};
  return ToolAnswer{.text = marked(out), .structured = out, .more = nullptr};
}

Result<ToolAnswer> diff(const Library& library, const Json& arguments) {
  Arguments read(arguments, {"slug", "from", "to"});
  const auto slug = read.required_text("slug");
  const auto from = read.number("from", 0, 1, kLastVersion);
  const auto to = read.number("to", 0, 1, kLastVersion);
  for (const auto* name : {"from", "to"}) {
    if (read.value(name) == nullptr) read.wrong(name, "expected a version");
  }
  if (!read.faults().empty()) return read.refusal();
  if (const auto opened = library.open(slug, auth::Demand::propose); !opened) return opened.error();
  const auto old_text = library.host().store.read_version(slug, from);
  if (!old_text) return old_text.error();
  const auto new_text = library.host().store.read_version(slug, to);
  if (!new_text) return new_text.error();
  const auto changes = cv::patch::changes_between(cv::Json::parse(old_text->text, nullptr, false),
                                                  cv::Json::parse(new_text->text, nullptr, false));
  const Json out{{"slug", slug},
                 {"from", from},
                 {"to", to},
                 {"count", changes.size()},
                 {"changes", changes_json(changes)}};
  return ToolAnswer{.text = marked(out), .structured = out, .more = nullptr};
}

Result<ToolAnswer> propose_change(const Library& library, const Json& arguments) {
  const auto draft = drafted(library, arguments, auth::Demand::propose, kMostProposalNote);
  if (!draft) return draft.error();
  const auto& host = library.host();
  Proposal proposal{.slug = draft->slug,
                    .base = draft->base,
                    .patch = draft->patch,
                    .author = library.caller().visitor.email,
                    .program = library.caller().program,
                    .note = draft->note};
  if (auto done = make_proposal(host.store, proposal, host.now()); !done) return done.error();
  audit(host.store, event_of("propose", library, draft->slug, proposal.id));
  if (host.on_change) host.on_change();
  Json out{{"slug", draft->slug},
           {"proposal", proposal.id},
           {"base_version", draft->base},
           {"changes", changes_json(draft->changes)}};
  if (!host.public_url.empty())
    out["review_at"] = host.public_url + "/studio/cv/" + draft->slug + "/proposals";
  return ToolAnswer{
      .text = "The proposal is kept. Nothing is changed until a person accepts it.\n\n" + marked(out),
      .structured = out,
      .more = nullptr};
}

Result<ToolAnswer> publish(const Library& library, const Json& arguments) {
  const auto draft = drafted(library, arguments, auth::Demand::publish, kMostVersionNote);
  if (!draft) return draft.error();
  const auto& host = library.host();
  const auto done = host.store.save(draft->slug, draft->checked.document->text, draft->base, draft->note);
  if (!done) return done.error();
  audit(host.store, event_of("save", library, draft->slug, std::to_string(done->version)));
  const Json out{
      {"slug", draft->slug}, {"version", done->version}, {"changes", changes_json(draft->changes)}};
  return ToolAnswer{.text = "Stored as version " + std::to_string(done->version) +
                            "; readers see it now.\n\n" + marked(out),
                    .structured = out,
                    .more = nullptr};
}

}  // namespace vitrine::site::mcp
