#include "render/pdf/pdf.hpp"

#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "cv/document/document.hpp"
#include "render/common/theme.hpp"

namespace vitrine::render {
namespace {

/// The rich sample of the source tree, or the file in VITRINE_BENCH_CV: two to three pages.
void pdf(benchmark::State& state) {
  const auto* named = std::getenv("VITRINE_BENCH_CV");
  std::ifstream file(named == nullptr ? "samples/rich.json" : named);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  if (text.empty()) {
    state.SkipWithError("run from the source tree, or name a CV in VITRINE_BENCH_CV");
    return;
  }
  auto view = cv::project(cv::Json::parse(text), {});
  view.theme.name = themes().at(static_cast<std::size_t>(state.range(0))).name;
  state.SetLabel(view.theme.name);
  std::size_t bytes = 0;
  for (auto _ : state) bytes = pdf_page(view, {})->size();
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(pdf)->DenseRange(0, 4)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vitrine::render
