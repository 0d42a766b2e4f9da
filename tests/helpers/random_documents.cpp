// Prints the random documents of several seeds, one per line: random_documents FIRST COUNT.

#include <array>
#include <charconv>
#include <cstdint>
#include <iostream>
#include <string_view>

#include "cv/document/document.hpp"
#include "cv/view/random_document_testing.hpp"

int main(int count, char** arguments) {
  std::array<std::uint64_t, 2> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::string_view text = count == 3 ? arguments[i + 1] : "";
    if (std::from_chars(text.data(), text.data() + text.size(), numbers[i]).ec != std::errc{}) {
      std::cerr << "usage: random_documents FIRST COUNT\n";
      return 2;
    }
  }
  for (auto seed = numbers[0]; seed < numbers[0] + numbers[1]; ++seed) {
    std::cout << vitrine::cv::RandomDocument(seed).make().dump() << '\n';
  }
}
