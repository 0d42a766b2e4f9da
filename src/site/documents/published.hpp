#pragma once
// One version of a document, with its pages made so far.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "cv/document/document.hpp"
#include "site/answers/page.hpp"
#include "site/documents/making.hpp"
#include "store/common/store.hpp"

namespace vitrine::site {

/// Information on the site for its pages.
struct PageOptions {
  std::string public_url;    ///< scheme and authority, without a final '/': "https://cv.example.org"
  bool live_reload = false;  ///< whether a page reloads when its CV changes

  [[nodiscard]] bool is_https() const { return public_url.starts_with("https:"); }
};

/// Safe to use from any thread.
class Published {
 public:
  /// Returns `invalid` if the stored text is no document that this program can read.
  static Result<std::shared_ptr<const Published>> make(store::Stored stored);

  Published(std::string slug, store::Revision revision, cv::Json root);

  [[nodiscard]] const std::string& slug() const { return slug_; }
  [[nodiscard]] store::Version version() const { return revision_.version; }
  [[nodiscard]] base::TimePoint saved_at() const { return revision_.saved_at; }
  /// The languages of the document, its own first.
  [[nodiscard]] const std::vector<std::string>& languages() const { return languages_; }

  /// The audiences of the document, for previews.
  [[nodiscard]] const std::vector<std::string>& audiences() const { return audiences_; }
  [[nodiscard]] std::vector<std::string> variants(std::string_view audience) const;

  /// Whether a reader of that audience may request that variant.
  [[nodiscard]] bool has_variant(std::string_view name, std::string_view audience) const;
  /// Whether only people who may edit it may know of it.
  [[nodiscard]] bool is_archived() const { return is_archived_; }
  /// Whether the document names that audience.
  [[nodiscard]] bool has_audience(std::string_view name) const;

  /// The page if it has been made already; else null.
  [[nodiscard]] std::shared_ptr<const Page> find(const PageKey& key) const;

  /// The page; makes it now if necessary (about a millisecond).
  [[nodiscard]] std::shared_ptr<const Page> make_page(const PageKey& key, const PageOptions& options) const;

  /// The current making of that page; null if there is none.
  [[nodiscard]] std::shared_ptr<Making> making(const PageKey& key) const;
  /// Begins a making; it ends when the last copy of the result is destroyed. Null if one is already running.
  [[nodiscard]] std::shared_ptr<void> begin_making(const PageKey& key) const;

  /// The pages made so far.
  [[nodiscard]] std::vector<PageKey> keys() const;
  /// Whether the document has the language and variant of the key.
  [[nodiscard]] bool has(const PageKey& key) const;

  /// Approximate memory of the document and its pages, in bytes.
  [[nodiscard]] std::size_t bytes() const;

 private:
  const std::string slug_;
  const store::Revision revision_;
  const cv::Json root_;
  const std::vector<std::string> languages_;
  const std::vector<std::string> audiences_;
  const bool is_archived_;
  mutable std::mutex mutex_;
  mutable std::map<PageKey, std::shared_ptr<const Page>> pages_;  ///< guarded by mutex_, like the next member
  mutable std::map<PageKey, std::weak_ptr<Making>> makings_;
};

}  // namespace vitrine::site
