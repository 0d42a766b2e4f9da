#pragma once
// Copies all documents of a store to another, with history, times and order.

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "store/common/store.hpp"

namespace vitrine::store {

/// What is going on, for a progress bar.
struct CopyProgress {
  enum class Step { copying, comparing } step = Step::copying;
  std::size_t done = 0;  ///< documents
  std::size_t total = 0;
};

struct CopyOptions {
  std::size_t threads = 8;  ///< documents at once
  /// Called after each document, by one thread at a time. May be empty.
  std::function<void(const CopyProgress&)> on_progress;
};

struct CopyReport {
  std::size_t documents = 0;        ///< in the target as they are in the source
  std::size_t versions = 0;         ///< that they have
  std::size_t records = 0;          ///< in the target as they are in the source
  std::size_t copied = 0;           ///< versions that were not in the target before
  std::vector<std::string> differ;  ///< slugs (of records, kind and key) under which the target has something
                                    ///< else; left as it was there
};

/// Copies every record and every document of `from` that is listed when the call begins, each version as it
/// is, into `to`; then reads all of them from both and compares byte for byte. Versions that `to` has already
/// are not copied again: what was cut short goes on where it ended. Nothing in `to` is changed or removed;
/// documents that only it has stay. Blocks.
///
/// Errors of the stores; what was copied until then stays.
Result<CopyReport> copy(Store& from, Store& to, const CopyOptions& options);

}  // namespace vitrine::store
