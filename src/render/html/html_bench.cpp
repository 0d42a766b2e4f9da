#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>

#include "cv/view/project.hpp"
#include "render/html/html.hpp"

namespace vitrine::render::html {
namespace {

/// The rich sample; run from the source root.
cv::Json rich_sample() {
  std::ifstream file("samples/rich.json");
  return cv::Json::parse(std::string{std::istreambuf_iterator<char>(file), {}});
}

void html_project(benchmark::State& state) {
  const auto document = rich_sample();
  for (auto _ : state) benchmark::DoNotOptimize(cv::project(document, {.language = "de"}));
}
BENCHMARK(html_project);

void html_render(benchmark::State& state) {
  const auto view = cv::project(rich_sample(), {.language = "de"});
  for (auto _ : state) benchmark::DoNotOptimize(html_page(view, {.canonical = "https://cv.example.org/"}));
}
BENCHMARK(html_render);

}  // namespace
}  // namespace vitrine::render::html
