#include "site/records/views.hpp"

#include <boost/asio/post.hpp>

#include "auth/policy/secret.hpp"
#include "base/log.hpp"
#include "site/records/values.hpp"

namespace vitrine::site {

namespace {

constexpr std::string_view kViews = "views";
constexpr std::size_t kDayLength = 10;

unsigned number(const Value& value, const char* name) {
  const auto at = value.find(name);
  return at != value.end() && at->is_number_unsigned() ? at->get<unsigned>() : 0;
}

}  // namespace

Views::Views(store::RecordStore* store, boost::asio::thread_pool& pool)
    : store_(store), pool_(pool), process_(auth::random_secret().substr(0, 8)) {}

void Views::count(const std::string& link, auth::ClientKind client, base::TimePoint now) {
  constexpr std::chrono::seconds kPause{2};
  const auto day = base::format_rfc3339(now).substr(0, kDayLength);
  const std::scoped_lock lock(mutex_);
  auto& counts = counts_[{link, day}];
  counts.day = day;
  ++(client == auth::ClientKind::person    ? counts.people
     : client == auth::ClientKind::preview ? counts.previews
                                           : counts.bots);
  changed_[{link, day}] = true;
  const auto clock = std::chrono::steady_clock::now();
  if (is_due_ || clock < next_) return;
  is_due_ = true;
  next_ = clock + kPause;
  boost::asio::post(pool_, [this] { write(); });
}

void Views::flush() {
  write();
}

void Views::write() {
  const std::scoped_lock writing(writing_);
  std::map<Name, bool> changed;
  {
    const std::scoped_lock lock(mutex_);
    changed.swap(changed_);
    is_due_ = false;
  }
  for (const auto& [name, unused] : changed) {
    DayOfViews counts;
    {
      const std::scoped_lock lock(mutex_);
      counts = counts_[name];
    }
    const Value value{{"people", counts.people}, {"previews", counts.previews}, {"bots", counts.bots}};
    const auto put = store_->put_record(
        {std::string(kViews), name.first + '_' + counts.day + '_' + process_, value.dump()});
    if (put) continue;
    base::log_warning("openings of a link are not stored yet", {{"reason", put.error().text()}});
    const std::scoped_lock lock(mutex_);
    changed_[name] = true;
  }
}

Result<std::vector<DayOfViews>> list_views(store::RecordStore& store, std::string_view link) {
  std::vector<DayOfViews> out;
  const auto prefix = std::string(link) + '_';
  const auto listed = each_record(store, kViews, prefix, [&](const store::Record& record) {
    const auto day = record.key.substr(prefix.size(), kDayLength);
    if (out.empty() || out.back().day != day) out.push_back({.day = day});
    const auto value = parse_value(record.value);
    out.back().people += number(value, "people");
    out.back().previews += number(value, "previews");
    out.back().bots += number(value, "bots");
    return true;
  });
  if (!listed) return listed.error();
  return out;
}

}  // namespace vitrine::site
