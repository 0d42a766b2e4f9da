// Fuzzes patches. An input is a document, a line end, and a patch. The patch is applied or refused with a
// reason; the result is nested no deeper than a patch; and its differences from the document lead to it
// again.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <string_view>
#include <vector>

#include "cv/document/findings.hpp"
#include "cv/document/parse.hpp"
#include "cv/patch/changes.hpp"
#include "cv/patch/patch.hpp"

namespace {

using namespace vitrine::cv;

void demand(bool holds) {
  if (!holds) std::abort();
}

std::size_t depth_of(const Json& value) {
  if (!value.is_structured()) return 0;
  std::size_t depth = 0;
  for (const auto& one : value) depth = std::max(depth, depth_of(one));
  return depth + 1;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto line = std::min(bytes.find('\n'), bytes.size());
  const auto text = bytes.substr(0, line);
  Findings findings(text);
  const auto document = parse(text, findings);
  if (!document || findings.has_errors()) return 0;
  const auto patch = patch::read_patch(bytes.substr(std::min(bytes.size(), line + 1)), bytes.size());
  if (!patch.value) {
    demand(!patch.fault.reason.empty());
    return 0;
  }
  const auto done = patch::apply_any_patch(document->root, *patch.value);
  if (!done.value) {
    demand(!done.fault.reason.empty() && !patch::to_line(done.fault).empty());
    return 0;
  }
  demand(depth_of(*done.value) <= kMaxDepth + 2);
  demand(!Json::parse(patch::written_like(*done.value, text), nullptr, false).is_discarded());
  const auto changes = patch::changes_between(document->root, *done.value);
  for (const auto& one : changes) demand(patch::fits(one, document->root, document->root));
  std::vector<std::size_t> all(changes.size());
  std::iota(all.begin(), all.end(), 0U);
  const auto again = patch::with_changes(document->root, changes, all);
  demand(again.value.has_value());
  demand(patch::changes_between(*again.value, *done.value).empty());
  return 0;
}
