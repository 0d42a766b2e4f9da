#include "http/message/compress.hpp"

#include <benchmark/benchmark.h>

namespace vitrine::http {
namespace {

/// Text that is about as repetitive as a page.
std::string page_like() {
  std::string out;
  constexpr std::size_t kBytes = 20'000;
  for (unsigned i = 1; out.size() < kBytes; i = i * 1'103'515'245U + 12'345U) {
    out += "<li class=\"entry\"><h3>Position " + std::to_string(i % 9'973U) + "</h3><p>Word " +
           std::to_string(i % 101U) + "</p></li>\n";
  }
  return out;
}

template <std::string (*kCode)(std::string_view)>
void code(benchmark::State& state) {
  const auto page = page_like();
  std::size_t size = 0;
  for (auto _ : state) size = kCode(page).size();
  state.counters["bytes"] = static_cast<double>(size);
}
BENCHMARK(code<gzip>)->Name("Gzip");
BENCHMARK(code<brotli>)->Name("Brotli");
BENCHMARK(code<zstd>)->Name("Zstandard");

}  // namespace
}  // namespace vitrine::http
