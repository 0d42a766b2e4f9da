// Fuzzes pictures in a CV: the bytes of a file, JPEG or PNG by its first byte.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/digest.hpp"
#include "render/pdf/file/photo.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using vitrine::render::pdf::kPhotoSide;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto* type = bytes.starts_with('\xFF') ? "data:image/jpeg;base64," : "data:image/png;base64,";
  const auto photo = vitrine::render::pdf::photo(type + vitrine::base::base64(bytes));
  if (photo && (photo->side == 0 || photo->side > kPhotoSide || photo->jpeg.empty())) std::abort();
  return 0;
}
