#pragma once
// The CVs that one caller may see, by the same rules as the pages and the API. Calls may block
// (store::Store).

#include <functional>
#include <string>
#include <string_view>

#include "auth/policy/policy.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "cv/view/project.hpp"
#include "site/mcp/json_rpc.hpp"
#include "site/records/people.hpp"
#include "store/common/store.hpp"

namespace vitrine::site::mcp {

/// The surroundings of a server; everything outlives it.
struct Host {
  store::Store& store;
  std::function<base::TimePoint()> now = base::now;
  std::string public_url;           ///< scheme and authority; "": unknown
  std::function<void()> on_change;  ///< called after a change of records; null: nobody to tell
};

/// The person or program that calls.
struct Caller {
  auth::Visitor visitor;  ///< known
  auth::Access access = auth::Access::open;
  std::string program;  ///< the label of its token, for people; may be empty
};

/// The choices of a reader; empty: the usual ones.
struct Edition {
  std::string language;
  std::string variant;
  std::string audience;
};

/// One CV that the caller may see.
struct Opened {
  store::Stored stored;
  cv::Json root;
  auth::Permit permit;
};

class Library {
 public:
  Library(const Host& host, const Caller& caller) : host_(host), caller_(caller) {}

  /// At most `limit` CVs with slugs after `after`, as members `cvs` and, if there are more, `next`.
  [[nodiscard]] Result<Json> list(const std::string& after, std::size_t limit) const;

  /// The same CVs without reading them; archived ones too.
  [[nodiscard]] Result<VisiblePage> page(std::string_view after, std::size_t limit) const;

  /// Opens a CV for reading, proposing or publishing. `not_found` for a missing CV and for one that the
  /// caller may not know of; `invalid` if the token's scopes do not allow it.
  [[nodiscard]] Result<Opened> open(std::string_view slug, auth::Demand demand) const;

  /// The CV as the caller may see it. `not_found` for a language, variant or audience that is not there or
  /// not for them.
  [[nodiscard]] Result<cv::View> view(const Opened& opened, const Edition& edition) const;

  [[nodiscard]] const Host& host() const { return host_; }
  [[nodiscard]] const Caller& caller() const { return caller_; }

 private:
  [[nodiscard]] Result<auth::Grant> grant(std::string_view slug) const;

  const Host& host_;
  const Caller& caller_;
};

}  // namespace vitrine::site::mcp
