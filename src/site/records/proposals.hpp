#pragma once
// Proposals: changes by an assistant that a person accepts or rejects. Calls may block (store::RecordStore).

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

constexpr std::size_t kMostProposals = 20;                          ///< open ones of a CV
constexpr std::size_t kMostProposalBytes = std::size_t{48} * 1024;  ///< of a patch
constexpr std::size_t kMostProposalNote = 500;                      ///< characters (code points)
constexpr std::size_t kMostVersionNote = 200;                       ///< the same, of the note of a version

/// A record of the kind "proposal", under the CV's slug and its id.
struct Proposal {
  std::string id;
  std::string slug;
  store::Version base = 0;  ///< the version that the patch changes
  std::string patch;        ///< JSON text: a list is a JSON Patch, an object a JSON Merge Patch
  std::string author;       ///< e-mail address of the person whose token or program proposed it
  std::string program;      ///< the token's label; may be empty
  std::string note;         ///< the reason, for people; may be empty
  base::TimePoint made_at;
};

Proposal parse_proposal(std::string_view key, std::string_view text);

/// Stores a proposal; sets `id` and `made_at`. Returns `conflict` if the CV has kMostProposals already,
/// `too_large` for a larger patch.
Result<void> make_proposal(store::RecordStore& store, Proposal& proposal, base::TimePoint now);
/// Returns `not_found` if the CV has no such proposal.
Result<Proposal> read_proposal(store::RecordStore& store, std::string_view slug, std::string_view id);
/// Returns `not_found` if the CV has no such proposal: if several remove it at once, one succeeds.
Result<void> remove_proposal(store::RecordStore& store, std::string_view slug, std::string_view id);
/// The proposals for a CV, newest first.
Result<std::vector<Proposal>> list_proposals(store::RecordStore& store, std::string_view slug);
/// Deletes all proposals of one person.
Result<void> remove_proposals_of(store::RecordStore& store, std::string_view email);

}  // namespace vitrine::site
