#pragma once
// Copies all documents of a store to another, with history, times and order.

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "store/common/store.hpp"

namespace vitrine::store {

/// The state of a copy, for a progress bar.
struct CopyProgress {
  enum class Step { copying, comparing } step = Step::copying;
  std::size_t done = 0;  ///< documents
  std::size_t total = 0;
};

struct CopyOptions {
  std::size_t threads = 8;  ///< documents in parallel
  /// Called after each document, by one thread at a time. May be empty.
  std::function<void(const CopyProgress&)> on_progress;
};

struct CopyReport {
  std::size_t documents = 0;        ///< equal in both stores
  std::size_t versions = 0;         ///< of these documents
  std::size_t records = 0;          ///< equal in both stores
  std::size_t copied = 0;           ///< versions that the target did not have before
  std::vector<std::string> differ;  ///< slugs (kind and key for records) with other content in the target;
                                    ///< left unchanged
};

/// Copies every record of `from`, and every document that is listed when the call begins, into `to`, with all
/// versions unchanged. Then reads all of them from both stores and compares byte for byte. Versions that `to`
/// already has are not copied again, so an interrupted copy continues where it ended. Nothing in `to` is
/// changed or removed; its additional documents stay. Blocks.
///
/// Returns the stores' errors; the copied part stays.
Result<CopyReport> copy(Store& from, Store& to, const CopyOptions& options);

}  // namespace vitrine::store
