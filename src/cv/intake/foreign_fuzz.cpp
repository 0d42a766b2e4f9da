// Fuzzes files of other programs, as JSON or YAML: each becomes a checked document, or is refused.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "cv/formats/yaml.hpp"
#include "cv/intake/intake.hpp"

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vitrine::cv;
  using namespace vitrine::cv::intake;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto taken = take_in(bytes, "", true);
  demand(taken.checked.document.has_value() || !taken.refusal.empty() || has_errors(taken.checked.problems));
  const auto source = formats::parse_yaml(bytes);
  if (!source) return 0;
  // Tries each program's converter, whatever the shape: conversion is total.
  for (const auto& info : importing::foreign_formats()) {
    const auto converted = convert(*source, info.format);
    demand(converted.document.is_object());
    demand(!converted.document.dump().empty());  // throws if it is not UTF-8
    for (const auto& lost : converted.lost) demand(source->contains(Json::json_pointer(lost.pointer)));
  }
  return 0;
}
