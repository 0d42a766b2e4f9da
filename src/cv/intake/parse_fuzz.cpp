// Fuzzes check() with any bytes: its answer keeps the guarantees of its header.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "cv/intake/check.hpp"

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vitrine::cv;
  using namespace vitrine::cv::intake;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto checked = check(bytes);
  demand(checked.document.has_value() != has_errors(checked.problems));
  Severity severity = Severity::error;
  for (const auto& problem : checked.problems) {
    demand(!problem.expected.empty() && !problem.found.empty());
    demand(problem.severity >= severity);
    severity = problem.severity;
    demand(!Json(to_line(problem, "f")).dump().empty());  // throws if it is not UTF-8
    if (checked.document) demand(checked.document->root.contains(Json::json_pointer(problem.pointer)));
  }
  // An independent parser with standard rules must accept the same text, and read the same value.
  if (checked.document) {
    const auto& text = checked.document->text;
    demand(text.size() <= kMaxDocumentBytes);
    demand(Json::parse(text) == checked.document->root);
    const auto again = check(text);
    demand(again.document && again.document->text == text && again.document->root == checked.document->root);
  }
  return 0;
}
