#include "cli/foreign_input.hpp"

#include "cli/input.hpp"
#include "cv/intake.hpp"

namespace vitrine::cli {

namespace {

void tell_conversion(const cv::Intake& taken, const std::string& path, std::ostream& out) {
  out << path << ": converted from " << taken.source->title;
  out << (taken.lost.empty() ? "; all of it is carried over\n" : "; not carried over:\n");
  for (const auto& lost : taken.lost) {
    out << "  " << lost.pointer << (lost.reason.empty() ? "" : ": " + lost.reason) << '\n';
  }
}

}  // namespace

std::optional<cv::Document> read_any_document(const std::string& path, const std::string& from,
                                              std::ostream& out) {
  const auto bytes = read_input(path);
  if (!bytes) {
    out << "vitrine: " << bytes.error().message << '\n';
    return std::nullopt;
  }
  auto taken = cv::take_in(*bytes, from, path.ends_with(".yaml") || path.ends_with(".yml"));
  if (taken.source != nullptr && taken.refusal.empty()) tell_conversion(taken, path, out);
  for (const auto& problem : taken.checked.problems) out << cv::to_line(problem, path) << '\n';
  if (!taken.refusal.empty()) {
    const bool may_help = taken.source == nullptr && taken.refusal.ends_with("say which");
    out << "vitrine: " << path << ": " << taken.refusal << (may_help ? " with --from" : "") << '\n';
  }
  return std::move(taken.checked.document);
}

}  // namespace vitrine::cli
