#include "http/compress.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

namespace vitrine::http {
namespace {

std::string gunzip(std::string_view bytes, std::size_t size) {
  std::string out(size + 1, '\0');
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

TEST(Gzip, ComesBackWhole) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "line " + std::to_string(i * 7919) + "\n";
  for (const auto& bytes : {std::string{}, std::string("x"), text, std::string(100'000, '\0')}) {
    EXPECT_EQ(gunzip(gzip(bytes), bytes.size()), bytes);
  }
  EXPECT_LT(gzip(text).size(), text.size() / 2);
  EXPECT_EQ(gzip(text), gzip(text));
}

}  // namespace
}  // namespace vitrine::http
