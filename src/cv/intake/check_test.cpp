#include "cv/intake/check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

namespace vitrine::cv::intake::check_test {
namespace {

constexpr const char* kRich = R"({
  "$schema": "../schema/resume.schema.json",
  "zuletzt": {"number": 12345678901234567890123, "tiny": 1e-7, "text": "\u00fcber \/ \"quoted\""},
  "basics": {
    "name": "Ada Beispiel",	"label": "Engineer", "label@de": "Ingenieurin",
    "email": "ada@example.com", "phone": "+41 00 000 00 00", "phone@for": ["recruiter"],
    "location": {"city": "Bern", "countryCode": "CH"},
    "profiles": [{"network": "Example", "username": "ada", "url": "https://example.org/ada"}]
  },
  "work": [{"name": "Musterwerk", "startDate": "2020-02", "highlights": ["eins", "zwei"], "@in": ["web"]}],
  "education": [], "x": null,
  "meta": {"language": "en", "vitrine": {"languages": ["en", "de"], "variants": {"web": {}}}}
}
)";

/// Documents of all shapes, the same in every run.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  Json document() {
    Json out = Json::object();
    for (int i = pick(6); i > 0; --i) out[key()] = value(4);
    return out;
  }

 private:
  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

  std::string key() {
    static constexpr std::array<const char*, 20> kKeys{
        "basics",  "work",       "education", "name",     "startDate", "endDate", "company",
        "website", "summary@de", "@for",      "roles@",   "sumary",    "meta",    "a/b~c\"",
        "日本",    "highlights", "",          "profiles", "hobbies",   "language"};
    return kKeys[static_cast<std::size_t>(pick(kKeys.size()))];
  }

  std::string text() {
    static constexpr std::array<const char*, 10> kTexts{
        "",       "2020-01", "Present",       "2020-19", "line\nbreak \u0001",
        "Zoë 🎉", "\\ / \"", "a@example.com", "de",      "now"};
    return kTexts[static_cast<std::size_t>(pick(kTexts.size()))];
  }

  Json value(int depth) {
    switch (pick(depth > 0 ? 9 : 6)) {
      case 0:
        return nullptr;
      case 1:
        return pick(2) == 0;
      case 2:
        return pick(2000) - 1000;
      case 3:
        return pick(1000) / 7.0;
      case 4:
      case 5:
        return text();
      case 6: {
        Json out = Json::array();
        for (int i = pick(4); i > 0; --i) out.push_back(value(depth - 1));
        return out;
      }
      default: {
        Json out = Json::object();
        for (int i = pick(5); i > 0; --i) out[key()] = value(depth - 1);
        return out;
      }
    }
  }

  std::mt19937 random_;
};

/// The guarantees of every answer of check(), for any text.
void expect_sound(const std::string& text, const Checked& checked) {
  EXPECT_EQ(checked.document.has_value(), !has_errors(checked.problems)) << text;
  const Problem* before = nullptr;
  for (const auto& problem : checked.problems) {
    EXPECT_GT(problem.line, 0U) << to_line(problem, text);
    EXPECT_GT(problem.column, 0U) << to_line(problem, text);
    EXPECT_FALSE(problem.expected.empty() || problem.found.empty()) << to_line(problem, text);
    if (before != nullptr && before->severity == problem.severity) {
      EXPECT_LE(before->line, problem.line);
    }
    if (before != nullptr) {
      EXPECT_LE(before->severity, problem.severity) << "errors come first";
    }
    before = &problem;
    if (checked.document) {
      EXPECT_TRUE(checked.document->root.contains(Json::json_pointer(problem.pointer)))
          << to_line(problem, text);
    }
  }
  if (checked.document) {
    EXPECT_EQ(Json::parse(checked.document->text), checked.document->root) << text;
  }
}

TEST(Check, KeepsADocumentByteForByte) {
  const auto checked = check(kRich);
  EXPECT_EQ(checked.problems.size(), 1U);  // the text in "zuletzt" is not shown
  ASSERT_TRUE(checked.document);
  EXPECT_EQ(checked.document->text, kRich);
  EXPECT_EQ(checked.document->root.dump(), Json::parse(kRich).dump());
}

TEST(Check, GivesNoDocumentWithAnError) {
  const auto checked = check(R"({"basics":{"name":3,"sumary":"x"},"basics":{}})");
  EXPECT_FALSE(checked.document);
  ASSERT_EQ(checked.problems.size(), 3U);
  EXPECT_EQ(checked.problems[0].pointer, "/basics/name");
  EXPECT_EQ(checked.problems[1].pointer, "/basics");
  EXPECT_EQ(checked.problems[2].severity, Severity::notice);
}

TEST(Check, GivesADocumentWithNotices) {
  const auto checked = check(R"({"basics":{"name":null}})");
  ASSERT_TRUE(checked.document);
  EXPECT_EQ(checked.problems.size(), 1U);
}

TEST(Check, MigratesAndThenValidates) {
  const std::string text =
      "{\"work\":[{\"company\":\"C\",\n\"website\":\"c\",\"endDate\":\"Present\"}],\n\"big\": 1.50e1}";
  const auto checked = check(text);
  ASSERT_TRUE(checked.document);
  EXPECT_EQ(checked.document->text, "{\"work\":[{\"name\":\"C\",\n\"url\":\"c\"}],\n\"big\": 1.50e1}");
  ASSERT_EQ(checked.problems.size(), 4U);
  EXPECT_EQ(checked.problems[2].pointer, "/work/0/url") << "the address is looked at under its new name";
  EXPECT_EQ(checked.problems[2].line, 2U);
  EXPECT_EQ(checked.problems[2].column, 11U) << "in the text that came in";
  const auto again = check(checked.document->text);
  ASSERT_TRUE(again.document);
  EXPECT_EQ(again.document->text, checked.document->text) << "a migrated document needs no migration";
}

TEST(Check, RefusesWhatMigrationMakesTooLarge) {
  const std::string_view head = R"({"education":[{"gpa":"1"}],"x":")";
  const std::string text = std::string(head) + std::string(kMaxDocumentBytes - head.size() - 2, 'x') + "\"}";
  ASSERT_EQ(text.size(), kMaxDocumentBytes);
  const auto checked = check(text);
  EXPECT_FALSE(checked.document);
  ASSERT_FALSE(checked.problems.empty());
  EXPECT_EQ(checked.problems[0].found.text(), "262146 bytes with the names of JSON Resume 1.0");
}

TEST(Check, TakesAnyDocumentThereAndBack) {
  int documents = 0;
  int migrated = 0;
  for (unsigned seed = 0; seed < 3000; ++seed) {
    const auto text = Generator(seed).document().dump(seed % 3 == 0 ? 2 : -1);
    const auto checked = check(text);
    expect_sound(text, checked);
    if (!checked.document) continue;
    ++documents;
    if (checked.document->text == text) {
      EXPECT_EQ(checked.document->root.dump(), Json::parse(text).dump());
    } else {
      ++migrated;
    }
  }
  EXPECT_GT(documents, 300) << "the generator should make good documents too";
  EXPECT_GT(migrated, 10) << "and some to migrate";
}

TEST(Check, IsSoundOnDamagedText) {
  std::mt19937 random(7);
  const std::string rich = kRich;
  for (int i = 0; i < 3000; ++i) {
    auto text = rich;
    for (auto times = 1 + random() % 3; times > 0; --times) {
      const auto at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text.erase(at, 1 + random() % 8);
          break;
        case 1:
          text.insert(at, 1, static_cast<char>(random() % 256));
          break;
        default:
          text.resize(at + 1);
      }
    }
    expect_sound(text, check(text));
  }
}

TEST(Check, CountsTheTextsThatNoPageShows) {
  EXPECT_EQ(
      check(R"({"basics":{"name":"A","nick":"B"},"experience":[{"a":"x","b":["y"," "]}]})").unshown_texts,
      3U);
  EXPECT_EQ(check(R"({"basics":{"name":"A"},"meta":{"tool":{"theme":"x"}}})").unshown_texts, 0U);
}

TEST(Check, IncomingIsRefusedWhereItIsNoCv) {
  const auto refused = check_incoming(R"({"foo":{"bar":1}})");
  EXPECT_FALSE(refused.document);
  ASSERT_EQ(refused.problems.size(), 1U);
  EXPECT_TRUE(check(R"({"foo":{"bar":1}})").document);  // stored documents stay readable
  EXPECT_TRUE(check_incoming("{}").document);
}

}  // namespace
}  // namespace vitrine::cv::intake::check_test
