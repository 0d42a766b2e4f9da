#include "cv/yaml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cv/intake.hpp"

namespace vitrine::cv {
namespace {

using testing::HasSubstr;

/// Latin-1, cut characters, overlong forms, and escapes of half a character: in values, in keys, deep inside.
TEST(Yaml, RefusesTextThatIsNotUtf8) {
  for (const auto* text :
       {"basics:\n  name: Ren\xE9\n", "basics:\n  name: Ada\ncont\xE5nt: x\n", "basics: \"\\ud800\"\n",
        "basics:\n  - - {a: \xC3}\n", "basics: \"\xC0\xAF\"\n", "\xE9: 1\nbasics: {}\n"}) {
    const auto read = parse_yaml(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, ErrorCode::invalid);
    const auto taken = take_in(text, "", true);
    EXPECT_FALSE(taken.checked.document);
    EXPECT_THAT(taken.refusal, HasSubstr("line "));
  }
  EXPECT_EQ(parse_yaml("a: Ren\xC3\xA9\nb: \"\\u00e9 \\U0001F600\"\n").value(),
            Json::parse(R"({"a":"René","b":"é 😀"})"));
}

}  // namespace
}  // namespace vitrine::cv
