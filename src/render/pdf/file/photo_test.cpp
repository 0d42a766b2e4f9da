#include "render/pdf/file/photo.hpp"
#include "base/effort_testing.hpp"

#include <gtest/gtest.h>
#include <png.h>
#include <turbojpeg.h>

#include <array>
#include <vector>

#include "base/digest.hpp"
#include "cv/document/document.hpp"
#include "render/pdf/pdf.hpp"

namespace vitrine::render::pdf {
namespace {

using Colours = std::array<int, 3>;
constexpr Colours kRed{200, 30, 30};
constexpr Colours kBlue{30, 30, 200};

/// Red above, blue below; `alpha` in the upper half, if the picture has an alpha channel.
std::vector<unsigned char> halves(std::size_t width, std::size_t height, int alpha = -1) {
  std::vector<unsigned char> out;
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      for (const int part : y < height / 2 ? kRed : kBlue) out.push_back(static_cast<unsigned char>(part));
      if (alpha >= 0) out.push_back(static_cast<unsigned char>(y < height / 2 ? alpha : 255));
    }
  }
  return out;
}

std::string jpeg(int width, int height, int pixels = TJPF_RGB, int sampling = TJSAMP_444) {
  auto raw = halves(static_cast<std::size_t>(width), static_cast<std::size_t>(height),
                    pixels == TJPF_CMYK ? 255 : -1);
  auto* handle = tjInitCompress();
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  EXPECT_EQ(tjCompress2(handle, raw.data(), width, 0, height, pixels, &bytes, &size, sampling, 95, 0), 0);
  std::string out(reinterpret_cast<const char*>(bytes), size);
  tjFree(bytes);
  tjDestroy(handle);
  return out;
}

std::string png(unsigned width, unsigned height, int alpha) {
  const auto raw = halves(width, height, alpha);
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = width;
  image.height = height;
  image.format = PNG_FORMAT_RGBA;
  png_alloc_size_t size = 0;
  EXPECT_NE(png_image_write_get_memory_size(image, size, 0, raw.data(), 0, nullptr), 0);
  std::string out(size, '\0');
  EXPECT_NE(png_image_write_to_memory(&image, out.data(), &size, 0, raw.data(), 0, nullptr), 0);
  out.resize(size);
  return out;
}

std::string uri(const std::string& bytes) {
  return "data:image/jpeg;base64," + base::base64(bytes);
}

/// The segment in which a camera stores its orientation, followed by a place name.
std::string with_orientation(const std::string& bytes, char value) {
  const std::string tiff = std::string("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", 18) + value +
                           std::string(7, '\0') + "Nordhafen";
  const auto exif = std::string("Exif\0\0", 6) + tiff;
  return bytes.substr(0, 2) + "\xFF\xE1" + '\0' + static_cast<char>(exif.size() + 2) + exif + bytes.substr(2);
}

/// The colour at `x`, `y`, relative to the side.
Colours at(const Photo& photo, double x, double y) {
  const auto side = static_cast<int>(photo.side);
  std::vector<unsigned char> raw(photo.side * photo.side * 3);
  auto* handle = tjInitDecompress();
  EXPECT_EQ(
      tjDecompress2(handle, reinterpret_cast<const unsigned char*>(photo.jpeg.data()),
                    static_cast<unsigned long>(photo.jpeg.size()), raw.data(), side, 0, side, TJPF_RGB, 0),
      0);
  tjDestroy(handle);
  const auto last = static_cast<double>(photo.side - 1);
  const auto from =
      (static_cast<std::size_t>(y * last) * photo.side + static_cast<std::size_t>(x * last)) * 3;
  return {raw[from], raw[from + 1], raw[from + 2]};
}

void expect_near(const Colours& actual, const Colours& expected) {
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(actual[i], expected[i], 12) << "part " << i;
}

TEST(PdfPhoto, IsTheSquareInTheMiddleNoLargerThanNeeded) {
  for (const auto& [width, height] : {std::pair{1800, 1300}, {1300, 1800}, {40, 30}, {1, 1}}) {
    const auto made = photo(uri(jpeg(width, height)));
    ASSERT_TRUE(made) << made.error().text();
    EXPECT_EQ(made->side,
              std::min<std::size_t>(kPhotoSide, static_cast<std::size_t>(std::min(width, height))));
    if (made->side == 1) continue;
    expect_near(at(*made, 0.5, 0.1), kRed);
    expect_near(at(*made, 0.5, 0.9), kBlue);
  }
}

TEST(PdfPhoto, FollowsTheCamerasOrientationAndForgetsTheRest) {
  struct Case {
    char value;
    double x, y;  ///< target of the upper half
  };
  for (const auto& one : {Case{1, 0.5, 0.1},
                          {2, 0.5, 0.1},
                          {3, 0.5, 0.9},
                          {4, 0.5, 0.9},
                          {5, 0.1, 0.5},
                          {6, 0.9, 0.5},
                          {7, 0.9, 0.5},
                          {8, 0.1, 0.5},
                          {9, 0.5, 0.1}}) {
    const auto made = photo(uri(with_orientation(jpeg(64, 64), one.value)));
    ASSERT_TRUE(made) << made.error().text();
    SCOPED_TRACE(static_cast<int>(one.value));
    expect_near(at(*made, one.x, one.y), kRed);
    expect_near(at(*made, 1 - one.x, 1 - one.y), kBlue);
    EXPECT_EQ(made->jpeg.find("Exif"), std::string::npos);
    EXPECT_EQ(made->jpeg.find("Nordhafen"), std::string::npos);
  }
}

TEST(PdfPhoto, GreyAndCmykBecomeRgb) {
  const auto grey = photo(uri(jpeg(32, 32, TJPF_RGB, TJSAMP_GRAY)));
  ASSERT_TRUE(grey) << grey.error().text();
  const auto colour = at(*grey, 0.5, 0.1);
  expect_near(colour, {colour[0], colour[0], colour[0]});
  const auto cmyk = photo(uri(jpeg(32, 32, TJPF_CMYK)));
  ASSERT_TRUE(cmyk) << cmyk.error().text();
  expect_near(at(*cmyk, 0.5, 0.1), kRed);
}

TEST(PdfPhoto, WhatIsTransparentIsPaper) {
  const auto made = photo(uri(png(48, 48, 0)));
  ASSERT_TRUE(made) << made.error().text();
  expect_near(at(*made, 0.5, 0.1), {255, 255, 255});
  expect_near(at(*made, 0.5, 0.9), kBlue);
}

TEST(PdfPhoto, WhatCannotBeShownSaysWhy) {
  auto wide = png(8, 8, 255);
  wide.replace(16, 8, std::string("\0\x01\0\0\0\x01\0\0", 8));  // 65536 × 65536, and a wrong checksum
  auto tall = jpeg(8, 8);
  const auto frame = tall.find("\xFF\xC0");
  ASSERT_NE(frame, std::string::npos);
  tall.replace(frame + 5, 4, "\x7F\xFF\x7F\xFF");
  for (const auto& [given, why] : std::vector<std::pair<std::string, std::string>>{
           {"https://example.com/me.jpg", "nothing is fetched"},
           {"data:image/png,abc", "not in base64"},
           {"data:image/png;base64,%%%", "broken base64"},
           {uri("GIF89a"), "neither JPEG nor PNG"},
           {uri("\xFF\xD8\xFF"), "of no size"},
           {uri("\x89PNG\r\n\x1A\n"), "broken PNG"},
           {uri(wide), "PNG"},
           {uri(tall), "32767 × 32767 pixels"},
           {"data:image/png;base64," + std::string(kMaxPhotoBytes, 'A'), "MiB, at most 12"}}) {
    const auto made = photo(given);
    ASSERT_FALSE(made) << why;
    EXPECT_TRUE(made.error().text().starts_with("basics.image: ")) << made.error().text();
    EXPECT_NE(made.error().text().find(why), std::string::npos) << made.error().text();
  }
}

TEST(PdfPhoto, TakesAsManyPixelsAsTheLimitSays) {
  if (base::is_small_effort()) GTEST_SKIP() << "seconds of decoding: in the whole run";
  EXPECT_TRUE(photo(uri(png(2000, 2000, 255))));
  EXPECT_TRUE(photo(uri(jpeg(2000, 2000))));
  for (const auto& larger : {png(2001, 2000, 255), jpeg(2001, 2000)}) {
    const auto made = photo(uri(larger));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::too_large);
    EXPECT_NE(made.error().text().find("2001 × 2000 pixels, at most 4 million; make it smaller"),
              std::string::npos)
        << made.error().text();
  }
}

TEST(PdfPhoto, CutAndChangedBytesAreNoFault) {
  for (const auto& whole : {with_orientation(jpeg(64, 48), 6), png(24, 24, 100)}) {
    for (std::size_t i = 0; i < whole.size(); i += 1 + whole.size() / 400) {
      static_cast<void>(photo(uri(whole.substr(0, i))));
      auto changed = whole;
      changed[i] = static_cast<char>(~changed[i]);
      static_cast<void>(photo(uri(changed)));
    }
  }
}

TEST(PdfPhoto, ABrokenOneIsLeftOutAndTold) {
  cv::Json json{{"basics", {{"name", "Ada Quill"}, {"image", uri("no picture")}}}};
  std::vector<Message> notices;
  const auto broken = pdf_page(cv::project(json, {}), {.notices = &notices});
  ASSERT_TRUE(broken) << broken.error().text();
  ASSERT_EQ(notices.size(), 1U);
  constexpr std::string_view kPicture = "/DCTDecode";
  EXPECT_EQ(broken->find(kPicture), std::string::npos);
  json["basics"]["image"] = uri(png(24, 24, 255));
  EXPECT_NE(pdf_page(cv::project(json, {}), {})->find(kPicture), std::string::npos);
}

}  // namespace
}  // namespace vitrine::render::pdf
