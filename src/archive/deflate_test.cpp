#include "archive/deflate.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

namespace vitrine::archive::deflate_test {
namespace {

/// `window` is the argument of zlib's inflateInit2(): 15 for its own format, 31 for gzip's.
std::string inflated(std::string_view bytes, std::size_t size, int window) {
  std::string out(size + 1, '\0');
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, window), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

TEST(Deflate, ComesBackWhole) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "line " + std::to_string(i * 7919) + "\n";
  for (const auto& bytes : {std::string{}, std::string("x"), text, std::string(100'000, '\0')}) {
    EXPECT_EQ(inflated(zlib_deflated(bytes), bytes.size(), 15), bytes);
    EXPECT_EQ(inflated(gzipped(bytes), bytes.size(), 31), bytes);
  }
  EXPECT_LT(gzipped(text).size(), text.size() / 2);
  EXPECT_EQ(gzipped(text), gzipped(text));
  EXPECT_EQ(zlib_deflated(text), zlib_deflated(text));
}

}  // namespace
}  // namespace vitrine::archive::deflate_test
