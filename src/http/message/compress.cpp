#include "http/message/compress.hpp"

#include <brotli/encode.h>
#include <zstd.h>

#include <cstdint>
#include <stdexcept>

#include "archive/deflate.hpp"

namespace vitrine::http {

std::string gzip(std::string_view bytes) {
  return archive::gzipped(bytes);
}

std::string brotli(std::string_view bytes) {
  constexpr int kQuality = 6;  // higher levels take twice as long each for one percent
  std::string out(BrotliEncoderMaxCompressedSize(bytes.size()), '\0');
  auto size = out.size();
  const bool done = BrotliEncoderCompress(kQuality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                                          reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                                          reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_TRUE;
  if (!done) throw std::runtime_error("Brotli did not finish");
  out.resize(size);
  return out;
}

std::string zstd(std::string_view bytes) {
  constexpr int kLevel = 9;
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const auto size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), kLevel);
  if (ZSTD_isError(size) != 0) throw std::runtime_error("Zstandard did not finish");
  out.resize(size);
  return out;
}

}  // namespace vitrine::http
