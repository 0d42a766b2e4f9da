#include "site/records/proposals.hpp"

#include <algorithm>

#include "auth/policy/secret.hpp"
#include "base/ascii.hpp"
#include "site/records/values.hpp"

namespace vitrine::site {

namespace {

constexpr std::string_view kProposal = "proposal";
constexpr std::size_t kIdLength = 22;  ///< 132 random bits

bool is_proposal_id(std::string_view text) {
  return text.size() == kIdLength && std::ranges::all_of(text, [](char c) {
           return base::is_ascii_letter(c) || base::is_ascii_digit(c) || c == '-' || c == '_';
         });
}

Error no_proposal(std::string_view id) {
  return {ErrorCode::not_found, "there is no proposal '{0}'"_msg(id.substr(0, 2 * kIdLength))};
}

std::string key_of(std::string_view slug, std::string_view id) {
  return std::string(slug) + '_' + std::string(id);
}

}  // namespace

Proposal parse_proposal(std::string_view key, std::string_view text) {
  const auto value = parse_value(text);
  const auto slug = key.substr(0, key.find('_'));
  const auto base = value.find("base");
  return {.id = std::string(key.substr(std::min(key.size(), slug.size() + 1))),
          .slug = std::string(slug),
          .base = base != value.end() && base->is_number_unsigned() ? base->get<store::Version>() : 0,
          .patch = text_of(value, "patch"),
          .author = text_of(value, "author"),
          .program = text_of(value, "program"),
          .note = text_of(value, "note"),
          .made_at = time_of(value, "made_at").value_or(base::TimePoint{})};
}

Result<void> make_proposal(store::RecordStore& store, Proposal& proposal, base::TimePoint now) {
  if (proposal.patch.size() > kMostProposalBytes) {
    return Error{ErrorCode::too_large, "the proposal has {0} bytes; {1} is the most"_msg(
                                           proposal.patch.size(), kMostProposalBytes)};
  }
  const auto known = list_proposals(store, proposal.slug);
  if (!known) return known.error();
  if (known->size() >= kMostProposals) {
    return Error{ErrorCode::conflict,
                 "there are {0} proposals for '{1}' already; accept or reject some of them first"_msg(
                     known->size(), proposal.slug)};
  }
  proposal.id = auth::random_secret().substr(0, kIdLength);
  proposal.made_at = now;
  const Value value{{"base", proposal.base},       {"patch", proposal.patch}, {"author", proposal.author},
                    {"program", proposal.program}, {"note", proposal.note},   {"made_at", stored_time(now)}};
  return store.put_record({std::string(kProposal), key_of(proposal.slug, proposal.id), value.dump()});
}

Result<Proposal> read_proposal(store::RecordStore& store, std::string_view slug, std::string_view id) {
  if (!is_proposal_id(id)) return no_proposal(id);
  const auto record = store.read_record(kProposal, key_of(slug, id));
  if (!record && record.error().code == ErrorCode::not_found) return no_proposal(id);
  if (!record) return record.error();
  return parse_proposal(record->key, record->value);
}

Result<void> remove_proposal(store::RecordStore& store, std::string_view slug, std::string_view id) {
  if (!is_proposal_id(id)) return no_proposal(id);
  auto done = store.remove_record(kProposal, key_of(slug, id));
  if (!done && done.error().code == ErrorCode::not_found) return no_proposal(id);
  return done;
}

Result<std::vector<Proposal>> list_proposals(store::RecordStore& store, std::string_view slug) {
  std::vector<Proposal> out;
  const auto listed = each_record(store, kProposal, key_of(slug, ""), [&](const store::Record& record) {
    out.push_back(parse_proposal(record.key, record.value));
    return true;
  });
  if (!listed) return listed.error();
  std::ranges::sort(out, std::greater{}, &Proposal::made_at);
  return out;
}

Result<void> remove_proposals_of(store::RecordStore& store, std::string_view email) {
  std::vector<std::string> keys;
  const auto listed = each_record(store, kProposal, "", [&](const store::Record& record) {
    if (parse_proposal(record.key, record.value).author == email) keys.push_back(record.key);
    return true;
  });
  if (!listed) return listed.error();
  for (const auto& key : keys) {
    if (auto done = remove_if_present(store, kProposal, key); !done) return done;
  }
  return {};
}

}  // namespace vitrine::site
