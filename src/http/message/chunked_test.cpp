#include "http/message/chunked.hpp"

#include <gtest/gtest.h>

namespace vitrine::http::chunked_test {
namespace {

struct Decoded {
  std::string body;
  std::size_t used = 0;
  unsigned status = 0;
  bool is_done = false;

  bool operator==(const Decoded&) const = default;
};

/// Decodes `input` as if it arrived in pieces of that many bytes.
Decoded decode(std::string_view input, std::size_t piece = 1'000'000, std::size_t max_body_bytes = 100) {
  ChunkedDecoder decoder(max_body_bytes);
  Decoded result;
  std::size_t there = 0;
  while (!decoder.is_done() && there < input.size()) {
    there = std::min(there + piece, input.size());
    std::size_t used = 0;
    const auto wrong = decoder.feed(input.substr(result.used, there - result.used), result.body, used);
    result.used += used;
    if (wrong) {
      result.status = wrong->status;
      return result;
    }
  }
  result.is_done = decoder.is_done();
  return result;
}

constexpr std::string_view kWhole = "3\r\nabc\r\n00a ;x=\"y\";z\r\n0123456789\r\n0\r\nT: u\r\n\r\n";

TEST(Chunked, GivesTheBodyAndLeavesWhatFollows) {
  const auto result = decode(std::string(kWhole) + "GET /");
  EXPECT_TRUE(result.is_done);
  EXPECT_EQ(result.body, "abc0123456789");
  EXPECT_EQ(result.used, kWhole.size());
}

TEST(Chunked, IsTheSameInPieces) {
  for (std::size_t piece = 1; piece < kWhole.size(); ++piece) {
    EXPECT_EQ(decode(kWhole, piece), decode(kWhole)) << piece;
  }
}

TEST(Chunked, IsNotDoneBeforeItsLastByte) {
  for (std::size_t size = 0; size < kWhole.size(); ++size) {
    const auto result = decode(kWhole.substr(0, size));
    EXPECT_EQ(result.status, 0U) << size;
    EXPECT_FALSE(result.is_done) << size;
  }
}

TEST(Chunked, AnEmptyBody) {
  EXPECT_TRUE(decode("0\r\n\r\n").is_done);
  EXPECT_TRUE(decode("000\r\n\r\n").is_done);
}

TEST(Chunked, RefusesWhatIsMalformedHoweverItArrives) {
  for (const std::string_view input :
       {"\r\n",           "g\r\n",          " 1\r\na\r\n",        "1 \r\na\r\n", "-1\r\n",
        "0x1\r\n",        "1x\r\n",         "1\na\r\n",           "1\r\na\n",    "1\r\nab\r\n",
        "1\r\na\r0",      "1\r\r\na\r\n",   "1;\x7f\r\n",         "1;\n\r\n",    "000000001\r\na\r\n",
        "123456789\r\n",  "0\r\nX\r\n\r\n", "0\r\nX : y\r\n\r\n", "0\r\n\n",     "0\r\nX: a\n\r\n",
        "0\r\n y\r\n\r\n"}) {
    EXPECT_EQ(decode(input).status, 400U) << input;
    EXPECT_EQ(decode(input, 1).status, 400U) << input;
  }
}

TEST(Chunked, LimitsTheBodyBeforeItArrives) {
  EXPECT_EQ(decode("64\r\n").status, 0U);
  EXPECT_EQ(decode("65\r\n").status, 413U);
  EXPECT_EQ(decode("1\r\na\r\n64\r\n").status, 413U);
  EXPECT_EQ(decode("ffffffff\r\n").status, 413U);
}

TEST(Chunked, LimitsLinesAndTheTrailer) {
  const std::string longest(1022, 'x');
  const auto line = [](const std::string& extension) { return "0;" + extension + "\r\n\r\n"; };
  EXPECT_TRUE(decode(line(longest)).is_done);
  EXPECT_TRUE(decode(line(longest), 1).is_done);
  EXPECT_EQ(decode(line(longest + "x")).status, 400U);
  EXPECT_EQ(decode(line(longest + "x"), 1).status, 400U);
  EXPECT_EQ(decode("0;" + std::string(5000, 'x')).status, 400U);  // without an end

  std::string trailer = "0\r\n";
  for (int i = 0; i < 20; ++i) trailer += "T: " + std::string(1000, 'x') + "\r\n";
  EXPECT_EQ(decode(trailer).status, 431U);
}

}  // namespace
}  // namespace vitrine::http::chunked_test
