#include "archive/deflate.hpp"

#include <libdeflate.h>

#include <memory>
#include <new>

namespace vitrine::archive {

namespace {

using Compressor = std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)>;
using Bound = std::size_t (*)(libdeflate_compressor*, std::size_t);
using Compress = std::size_t (*)(libdeflate_compressor*, const void*, std::size_t, void*, std::size_t);

/// Use one `compressor` per thread: making its tables of some hundred KiB takes longer than compressing a
/// small text.
std::string compressed(const Compressor& compressor, std::string_view bytes, Bound bound, Compress compress) {
  if (!compressor) throw std::bad_alloc();
  std::string out(bound(compressor.get(), bytes.size()), '\0');
  out.resize(compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
  return out;
}

}  // namespace

std::string zlib_deflated(std::string_view bytes) {
  constexpr int kLevel = 1;  // level 6 takes four times as long and saves 9 % of a PDF's content
  static thread_local const Compressor compressor(libdeflate_alloc_compressor(kLevel),
                                                  &libdeflate_free_compressor);
  return compressed(compressor, bytes, libdeflate_zlib_compress_bound, libdeflate_zlib_compress);
}

std::string gzipped(std::string_view bytes) {
  constexpr int kLevel = 9;  // from level 10 on, each compressor needs some MiB
  static thread_local const Compressor compressor(libdeflate_alloc_compressor(kLevel),
                                                  &libdeflate_free_compressor);
  return compressed(compressor, bytes, libdeflate_gzip_compress_bound, libdeflate_gzip_compress);
}

}  // namespace vitrine::archive
