#include "site/answers/static_files.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace vitrine::site::static_files_test {
namespace {

class StaticFilesTest : public testing::Test {
 protected:
  StaticFilesTest() : folder_(testing::TempDir() + "static_files_" + std::to_string(::getpid())) {
    std::filesystem::create_directories(folder_ + "/assets");
  }
  ~StaticFilesTest() override { std::filesystem::remove_all(folder_); }
  StaticFilesTest(const StaticFilesTest&) = delete;
  StaticFilesTest& operator=(const StaticFilesTest&) = delete;

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << text;
  }
  static std::string fields(const http::Resource* resource) {
    http::Request request;
    request.method = "GET";
    return resource == nullptr ? "none" : resource->answer(request).representation->fields;
  }
  std::string folder_;
};

TEST_F(StaticFilesTest, NamesWithADigestAreKeptForGood) {
  write("index.html", "<!doctype html>");
  write("main-5ZKQJ3XA.js", "1");
  write("assets/logo.svg", "<svg/>");
  const auto files = StaticFiles::read(folder_, false);
  ASSERT_TRUE(files);
  EXPECT_NE(fields(files->find("main-5ZKQJ3XA.js")).find("max-age=31536000, immutable"), std::string::npos);
  EXPECT_NE(fields(files->find("main-5ZKQJ3XA.js")).find("text/javascript"), std::string::npos);
  EXPECT_NE(fields(files->find("assets/logo.svg")).find("no-cache"), std::string::npos);
  EXPECT_NE(fields(files->find("")).find("require-trusted-types-for"), std::string::npos);
}

TEST_F(StaticFilesTest, AnAddressOfTheApplicationIsItsStart) {
  write("index.html", "<!doctype html>");
  const auto files = StaticFiles::read(folder_, false);
  ASSERT_TRUE(files);
  EXPECT_EQ(files->find("edit/jane"), files->find("index.html"));
  EXPECT_EQ(files->find("missing.js"), nullptr);
  EXPECT_EQ(files->find("../static_files.cpp"), nullptr);
}

TEST_F(StaticFilesTest, LeavesOutWhatIsHiddenOrElsewhere) {
  write("index.html", "<!doctype html>");
  write(".env", "secret");
  std::filesystem::create_symlink("/etc/hostname", folder_ + "/link.txt");
  const auto files = StaticFiles::read(folder_, false);
  ASSERT_TRUE(files);
  EXPECT_EQ(files->find(".env"), nullptr);
  EXPECT_EQ(files->find("link.txt"), nullptr);
}

TEST_F(StaticFilesTest, SaysWhatIsWrongWithAFolder) {
  EXPECT_NE(StaticFiles::read(folder_, false).error().text().find("no index.html"), std::string::npos);
  EXPECT_NE(StaticFiles::read(folder_ + "/none", false).error().text().find("cannot be read"),
            std::string::npos);
}

TEST(HashedName, IsToldFromAWord) {
  for (const auto* name : {"chunk-6T_XTXwJ.js", "chunk-B2IdGyoX.js", "styles--a_Bc2dE.css",
                           "main-5ZKQJ3XA.js", "chunk-A2B3C4D5.mjs", "styles.0123456789abcdef.css"}) {
    EXPECT_TRUE(is_hashed_name(name)) << name;
  }
  for (const auto* name : {"main.js", "polyfills-legacy.js", "material-icons.woff2", "5ZKQJ3XA.js",
                           "a-1234567.js", "index.html", "no-suffix"}) {
    EXPECT_FALSE(is_hashed_name(name)) << name;
  }
}

}  // namespace
}  // namespace vitrine::site::static_files_test
