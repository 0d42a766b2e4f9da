#pragma once
// Brings the summaries of a store up to date.

#include <chrono>
#include <stop_token>

#include "base/result.hpp"
#include "store/common/store.hpp"

namespace vitrine::store {

/// Lists every document once, a hundred at a time with `pause` between, so that the summaries that an earlier
/// program did not make are kept from then on. Cut short by `stop` or an error, it loses nothing: the next
/// call finds fewer to make. Blocks.
Result<void> refresh_summaries(DocumentStore& store, std::chrono::milliseconds pause,
                               const std::stop_token& stop);

}  // namespace vitrine::store
