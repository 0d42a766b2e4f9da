#include <benchmark/benchmark.h>

#include <string>

#include "cv/intake/check.hpp"

namespace vitrine::cv::intake {
namespace {

/// A resume of about that many bytes, similar to real files.
std::string resume(std::size_t bytes) {
  Json out{{"basics", {{"name", "Ada Beispiel"}, {"email", "ada@example.com"}}}, {"work", Json::array()}};
  std::size_t size = 0;
  while (size < bytes) {
    Json entry{{"name", "Musterwerk"},
               {"position", "Engineer"},
               {"position@de", "Ingenieurin"},
               {"url", "https://example.com/"},
               {"startDate", "2020-02"},
               {"endDate", "2022-03"},
               {"summary", std::string(240, 'x')},
               {"highlights", {std::string(90, 'y'), std::string(90, 'z')}}};
    size += entry.dump(2).size();
    out["work"].push_back(std::move(entry));
  }
  return out.dump(2);
}

void check_resume(benchmark::State& state) {
  const auto text = resume(static_cast<std::size_t>(state.range(0)));
  while (state.KeepRunning()) benchmark::DoNotOptimize(check(text));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}
BENCHMARK(check_resume)->Arg(20'000)->Arg(200'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace vitrine::cv::intake
