// Fuzzes files for import (CSV, ZIP, XML, JSON, YAML): take_in() returns a valid document or a message, and
// keeps the guarantees of its header.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "cv/intake/intake.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vitrine::cv;
  using namespace vitrine::cv::intake;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const std::string_view from : {"", "linkedin", "europass", "fresh"}) {
    const auto taken = take_in(bytes, from, false);
    const auto& checked = taken.checked;
    require(checked.document.has_value() != (has_errors(checked.problems) || !taken.refusal.empty()));
    if (checked.document) require(Json::parse(checked.document->text) == checked.document->root);
    for (const auto& lost : taken.lost) require(Json(lost.pointer + lost.reason).is_string());
    (void)Json(taken.refusal.text()).dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  return 0;
}
