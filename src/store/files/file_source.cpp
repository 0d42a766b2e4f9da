#include "store/files/file_source.hpp"

#include "base/log.hpp"
#include "cv/intake/intake.hpp"

namespace vitrine::store::files {

FileSource::FileSource(std::filesystem::path file, ReadFile read_file)
    : file_(std::move(file)), read_file_(std::move(read_file)) {
  current_.slug = kSlug;
  look();
}

Result<Stored> FileSource::read(std::string_view slug) {
  const std::scoped_lock lock(mutex_);
  if (slug != kSlug) return Error{ErrorCode::not_found, "only '{0}' is here"_msg(kSlug)};
  if (current_.revision.version == 0)
    return Error{ErrorCode::unavailable, "{0} has no valid CV yet"_msg(file_.string())};
  return current_;
}

Result<std::string> FileSource::newest() {
  return std::string(kSlug);
}

Result<std::vector<std::optional<Revision>>> FileSource::revisions(const std::vector<std::string>& slugs) {
  const std::scoped_lock lock(mutex_);
  std::vector<std::optional<Revision>> out;
  for (const auto& slug : slugs) {
    const bool is_here = slug == kSlug && current_.revision.version > 0;
    out.push_back(is_here ? std::optional(current_.revision) : std::nullopt);
  }
  return out;
}

Result<std::vector<std::uint64_t>> FileSource::change_counts() {
  const std::scoped_lock lock(mutex_);
  look();
  return std::vector<std::uint64_t>{current_.revision.version};
}

void FileSource::look() {
  auto bytes = read_file_(file_);
  if (!bytes || *bytes == last_seen_) return;  // an editor replaces the file: it will be back
  last_seen_ = std::move(*bytes);
  const bool is_yaml = file_.extension() == ".yaml" || file_.extension() == ".yml";
  const auto taken = cv::intake::take_in(last_seen_, "", is_yaml);
  const auto& checked = taken.checked;
  if (!taken.refusal.empty()) base::log_warning(file_.string() + ": " + taken.refusal.text());
  for (const auto& problem : checked.problems) base::log_warning(cv::to_line(problem, file_.string()));
  if (!checked.document) return;
  current_.text = checked.document->text;
  current_.revision = {
      .version = current_.revision.version + 1, .saved_at = base::now(), .bytes = current_.text.size()};
}

}  // namespace vitrine::store::files
