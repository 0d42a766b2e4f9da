#pragma once
// Counts how often share links are opened, by day. Nothing is stored about who opened them.

#include <boost/asio/thread_pool.hpp>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "auth/policy/client_kind.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

/// View counts of one day, UTC.
struct DayOfViews {
  std::string day;  ///< "2026-11-25"
  unsigned people = 0;
  unsigned previews = 0;
  unsigned bots = 0;
};

/// Counts in memory and writes the counts every few seconds, so that a reader never waits for the store. Each
/// process has its own records (kind "views"; link, day, process), which are added up on reading: no process
/// overwrites another's. Counts that a killed process had not written are lost. Safe to use from any thread.
class Views {
 public:
  /// Both must outlive this object; writes run on the pool.
  Views(store::RecordStore* store, boost::asio::thread_pool& pool);

  void count(const std::string& link, auth::ClientKind client, base::TimePoint now);

  /// Writes the collected counts; blocks.
  void flush();

 private:
  using Name = std::pair<std::string, std::string>;  ///< link, day
  void write();

  store::RecordStore* const store_;
  boost::asio::thread_pool& pool_;
  const std::string process_;
  std::mutex writing_;
  std::mutex mutex_;
  std::map<Name, DayOfViews> counts_;  ///< of this process since its start; guarded by mutex_, like all
                                       ///< members below
  std::map<Name, bool> changed_;
  bool is_due_ = false;
  std::chrono::steady_clock::time_point next_;
};

/// Days with views, oldest first. May block.
Result<std::vector<DayOfViews>> list_views(store::RecordStore& store, std::string_view link);

}  // namespace vitrine::site
