// Proposals: changes by assistants that a person accepts or rejects.

#include <cmath>
#include <memory>
#include <variant>

#include "base/encoding.hpp"
#include "cv/intake/check.hpp"
#include "cv/patch/changes.hpp"
#include "cv/patch/patch.hpp"
#include "render/pdf/render_notices.hpp"
#include "site/api/api.hpp"
#include "site/api/json.hpp"
#include "site/records/proposals.hpp"
#include "store/common/failures.hpp"

namespace vitrine::site::api {

namespace asio = boost::asio;

namespace {

using cv::patch::Change;

Json proposal_json(const Proposal& proposal) {
  return {{"id", proposal.id},         {"base_version", proposal.base},
          {"author", proposal.author}, {"program", proposal.program},
          {"note", proposal.note},     {"made_at", base::format_rfc3339(proposal.made_at)}};
}

Json change_json(const Change& change, bool is_fitting) {
  using Kind = Change::Kind;
  Json out{{"kind", name_of(change.kind)}, {"pointer", change.pointer}, {"fits", is_fitting}};
  if (change.kind != Kind::add) out["before"] = change.before;
  if (change.kind != Kind::remove) out["after"] = change.after;
  return out;
}

/// A proposal beside the current version.
struct Compared {
  Proposal proposal;
  store::Stored current;
  cv::Json root;                ///< of the current version
  std::vector<Change> changes;  ///< of the version that the proposal names
  std::vector<bool> fitting;    ///< whether each change can be made to the current version
};

Result<Compared> compared(store::Store& store, const std::string& slug, const std::string& id) {
  auto proposal = read_proposal(store, slug, id);
  if (!proposal) return proposal.error();
  auto current = store.read(slug);
  if (!current) return current.error();
  const auto base = store.read_version(slug, proposal->base);
  if (!base) return base.error();
  const auto before = cv::Json::parse(base->text, nullptr, false);
  auto root = cv::Json::parse(current->text, nullptr, false);
  const auto patch = cv::Json::parse(proposal->patch, nullptr, false);
  const auto done = cv::patch::apply_any_patch(before, patch);
  if (!done.value) return Error{ErrorCode::invalid, done.fault.reason};
  Compared out{.proposal = std::move(*proposal),
               .current = std::move(*current),
               .root = std::move(root),
               .changes = cv::patch::changes_between(before, *done.value),
               .fitting = {}};
  for (const auto& one : out.changes) out.fitting.push_back(cv::patch::fits(one, before, out.root));
  return out;
}

/// The chosen changes of the body {"changes": [0, 2]}; nothing: all that fit.
using Choice = std::optional<std::vector<std::size_t>>;

/// The place of a change; nothing for another value. 2.0 is an integer too (JSON Schema, section 4.2.3).
std::optional<std::size_t> place_of(const Json& given) {
  if (!given.is_number()) return std::nullopt;
  const auto number = given.get<double>();
  const bool is_place = number >= 0 && number < cv::patch::kMostChanges && std::floor(number) == number;
  return is_place ? std::optional(static_cast<std::size_t>(number)) : std::nullopt;
}

std::variant<Choice, http::Response> choice_of(const http::Request& request) {
  if (request.body.empty()) return Choice{};
  auto body = Body::parse(request, {"changes"});
  if (!body) return api_failure(request, body.error());
  if (!body->has("changes")) {
    if (auto refused = body->refusal()) return std::move(*refused);
    return Choice{};
  }
  const auto& given = (*body)["changes"];
  std::vector<std::size_t> out;
  bool is_fine = given.is_array() && !given.empty() && given.size() <= cv::patch::kMostChanges;
  for (std::size_t i = 0; is_fine && i < given.size(); ++i) {
    const auto place = place_of(given[i]);
    is_fine = place.has_value();
    if (is_fine) out.push_back(*place);
  }
  if (!is_fine) body->wrong("changes", Text::expected_changes);
  if (auto refused = body->refusal()) return std::move(*refused);
  return Choice(std::move(out));
}

/// The current version with the chosen changes.
Result<cv::intake::Checked> accepted(const Compared& compared, const Choice& choice) {
  std::vector<std::size_t> taken;
  if (choice) {
    taken = *choice;
  } else {
    for (std::size_t i = 0; i < compared.changes.size(); ++i) {
      if (compared.fitting[i]) taken.push_back(i);
    }
  }
  for (const auto index : taken) {
    if (index >= compared.changes.size())
      return Error{ErrorCode::invalid, "there is no change {0} in the proposal"_msg(index)};
    if (!compared.fitting[index])
      return Error{ErrorCode::invalid, "the CV was changed since at '{0}'; leave this change out"_msg(
                                           compared.changes[index].pointer)};
  }
  if (taken.empty())
    return Error{ErrorCode::invalid, "the CV was changed since wherever the proposal changes it"_msg};
  const auto done = cv::patch::with_changes(compared.root, compared.changes, taken);
  if (!done.value) return Error{ErrorCode::invalid, done.fault.reason};
  return render::check_to_store(cv::patch::written_like(*done.value, compared.current.text));
}

class ProposalApi {
 public:
  explicit ProposalApi(const Services& services) : services_(services) {}

  asio::awaitable<http::Response> list(const RequestContext& context) const {
    auto work = [&]() -> Result<std::string> {
      const auto slug = context.parameter("slug");
      if (const auto stored = services_.store().read(slug); !stored) return stored.error();
      const auto listed = list_proposals(services_.store(), slug);
      if (!listed) return listed.error();
      auto out = Json::array();
      for (const auto& one : *listed) out.push_back(proposal_json(one));
      return dump({{"proposals", out}});
    };
    const auto done = co_await on_store(services_, std::move(work));
    co_return done ? api_answer(200, *done) : api_failure(context.request, done.error());
  }

  asio::awaitable<http::Response> read(const RequestContext& context) const {
    auto work = [&] {
      return compared(services_.store(), context.parameter("slug"), context.parameter("proposal"));
    };
    const auto done = co_await on_store(services_, std::move(work));
    if (!done) co_return api_failure(context.request, done.error());
    auto json = proposal_json(done->proposal);
    json["version"] = done->current.revision.version;
    json["changes"] = Json::array();
    for (std::size_t i = 0; i < done->changes.size(); ++i)
      json["changes"].push_back(change_json(done->changes[i], done->fitting[i]));
    auto response = api_answer(200, dump(json));
    response.set("ETag", etag_of(done->current.revision.version));
    co_return response;
  }

  asio::awaitable<http::Response> accept(const RequestContext& context) const {
    const auto edited = edited_version(context.request);
    if (const auto* refused = std::get_if<http::Response>(&edited)) co_return *refused;
    const auto chosen = choice_of(context.request);
    if (const auto* refused = std::get_if<http::Response>(&chosen)) co_return *refused;
    const auto version = std::get<store::Version>(edited);
    const auto slug = context.parameter("slug");
    const auto id = context.parameter("proposal");
    auto work = [&]() -> Result<http::Response> {
      auto& store = services_.store();
      const auto found = compared(store, slug, id);
      if (!found) return found.error();
      if (found->current.revision.version != version)
        return store::conflict(slug, found->current.revision.version);
      const auto checked = accepted(*found, std::get<Choice>(chosen));
      if (!checked) return checked.error();
      if (!checked->document) return refused_document(context.request, checked->problems);
      const auto note = base::utf8_truncate(found->proposal.note, kMostVersionNote - 1);
      const auto done = store.save(slug, checked->document->text, version, note);
      if (!done) return done.error();
      audit(store, cv_event("accept", context, std::to_string(done->version)));
      // If another person removes it at the same time, it is gone all the same.
      if (auto removed = remove_proposal(store, slug, id);
          !removed && removed.error().code != ErrorCode::not_found)
        return removed.error();
      auto json = to_json(slug, *done);
      json["problems"] = to_json(checked->problems, language_for(context.request));
      auto response = api_answer(200, dump(json));
      response.set("ETag", etag_of(done->version));
      return response;
    };
    auto done = co_await on_store(services_, std::move(work));
    services_.records.clear();
    co_return done ? std::move(*done) : edit_failure(context.request, done.error());
  }

  asio::awaitable<http::Response> reject(const RequestContext& context) const {
    const auto id = context.parameter("proposal");
    auto remove = [&] { return remove_proposal(services_.store(), context.parameter("slug"), id); };
    co_return co_await change_records(context.request, services_, std::move(remove),
                                      cv_event("reject", context, ""));
  }

 private:
  const Services& services_;
};

}  // namespace

void add_proposal_api(Routes& routes, const Services& services) {
  using auth::Demand;
  const auto api = std::make_shared<const ProposalApi>(services);
  routes.add("GET", "/api/v1/cvs/{slug}/proposals", Demand::propose,
             [api](const RequestContext& context) { return api->list(context); });
  routes.add("GET", "/api/v1/cvs/{slug}/proposals/{proposal}", Demand::propose,
             [api](const RequestContext& context) { return api->read(context); });
  routes.add("DELETE", "/api/v1/cvs/{slug}/proposals/{proposal}", Demand::edit,
             [api](const RequestContext& context) { return api->reject(context); });
  routes.add("POST", "/api/v1/cvs/{slug}/proposals/{proposal}/accept", Demand::edit,
             [api](const RequestContext& context) { return api->accept(context); });
}

}  // namespace vitrine::site::api
