#include "http/server/resource.hpp"

#include <gtest/gtest.h>

namespace vitrine::http::resource_test {
namespace {

const std::string kText(10'000, 'x');
const std::string kPdf = "%PDF-1.7 0123456789";

Request get(std::vector<std::pair<std::string_view, std::string_view>> fields) {
  Request request;
  request.method = "GET";
  request.fields = std::move(fields);
  return request;
}

Resource text() {
  return {kText,
          {{"Content-Type", "text/plain"}, {"Vary", "Accept-Encoding"}, {"Cache-Control", "no-cache"}}};
}

Resource pdf() {
  return {kPdf, {{"Content-Type", "application/pdf"}, {"Cache-Control", "private, no-store"}}};
}

TEST(Resource, HasAStrongValidatorForEachCoding) {
  const auto resource = text();
  std::vector<std::string> seen;
  for (const auto* coding : {"br", "zstd", "gzip", "identity"}) {
    const auto answer = resource.answer(get({{"accept-encoding", coding}}));
    ASSERT_TRUE(answer.representation) << coding;
    const bool has_coding =
        answer.representation->fields.find("Content-Encoding: " + std::string(coding)) != std::string::npos;
    EXPECT_EQ(has_coding, std::string_view(coding) != "identity");
    EXPECT_EQ(std::count(seen.begin(), seen.end(), answer.representation->etag), 0) << coding;
    seen.push_back(answer.representation->etag);
    EXPECT_EQ(resource.answer(get({{"accept-encoding", coding}, {"if-none-match", seen.back()}})).status,
              304U);
  }
}

TEST(Resource, A304RepeatsWhatCachesNeedAndNoMore) {
  const auto fields = text().answer(get({})).representation->fields_304;
  EXPECT_NE(fields.find("ETag: "), std::string::npos);
  EXPECT_NE(fields.find("Vary: Accept-Encoding"), std::string::npos);
  EXPECT_NE(fields.find("Cache-Control: no-cache"), std::string::npos);
  EXPECT_EQ(fields.find("Content-"), std::string::npos);
}

TEST(Resource, IfMatchNamesTheCodedBytes) {
  const auto resource = text();
  const auto etag = resource.answer(get({{"accept-encoding", "gzip"}})).representation->etag;
  EXPECT_EQ(resource.answer(get({{"accept-encoding", "gzip"}, {"if-match", etag}})).status, 200U);
  EXPECT_EQ(resource.answer(get({{"accept-encoding", "br"}, {"if-match", etag}})).status, 412U);
  EXPECT_EQ(resource.answer(get({{"if-match", "\"other\""}})).status, 412U);
}

TEST(Resource, GivesPartsOfWhatIsDownloaded) {
  const auto resource = pdf();
  const auto part = resource.answer(get({{"range", "bytes=9-12"}}));
  EXPECT_EQ(part.status, 206U);
  EXPECT_EQ(part.content(), "0123");
  const auto value = [&](std::string_view name) {
    for (const auto& [one, text] : part.fields) {
      if (one == name) return text;
    }
    return std::string("none");
  };
  EXPECT_EQ(value("Content-Range"), "bytes 9-12/19");
  EXPECT_EQ(value("Cache-Control"), "private, no-store");
  const auto etag = value("ETag");
  EXPECT_EQ(resource.answer(get({{"range", "bytes=0-1"}, {"if-range", etag}})).status, 206U);
  EXPECT_EQ(resource.answer(get({{"range", "bytes=0-1"}, {"if-range", "\"old\""}})).status, 200U);
  EXPECT_EQ(resource.answer(get({{"range", "bytes=99-"}})).status, 416U);
  EXPECT_EQ(resource.answer(get({{"range", "bytes=0-1,3-4"}})).status, 200U);
  auto head = get({{"range", "bytes=0-1"}});
  head.method = "HEAD";
  EXPECT_EQ(resource.answer(head).status, 200U);  // a range is only for GET
  EXPECT_EQ(text().answer(get({{"range", "bytes=0-1"}})).status, 200U);
}

}  // namespace
}  // namespace vitrine::http::resource_test
