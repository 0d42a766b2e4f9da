// Every format shows everything that a reader may see. The leak test checks the opposite.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/effort_testing.hpp"
#include "cv/view/outline.hpp"
#include "cv/view/random_document_testing.hpp"
#include "render/common/output_text_testing.hpp"
#include "render/common/theme.hpp"
#include "render/html/html.hpp"
#include "render/html/json_ld.hpp"
#include "render/text/markdown_page.hpp"
#include "render/text/text.hpp"
#include "render/text/vcard.hpp"

namespace vitrine::render::completeness_test {
namespace {

#ifdef NDEBUG
const std::uint64_t kDocuments = base::cases(6'000);
#else
const std::uint64_t kDocuments = base::cases(400);  // unoptimised and sanitized builds would take minutes
#endif

using Counts = std::map<std::string, std::size_t>;

/// Counts the words of a random document in `text`. A word begins with "Q" and ends at the first character
/// that no word has.
void count_words(const std::string& text, Counts& words) {
  constexpr std::string_view kEnds = "<>()[]{}\"'*`&;:/ \n";
  for (auto at = text.find('Q'); at != std::string::npos;) {
    const auto end = text.find('Q', at + 1);
    if (end == std::string::npos) return;
    const auto word = text.substr(at, end - at + 1);
    const bool is_word = word.size() > 2 && word.find_first_of(kEnds) == std::string::npos;
    if (is_word) ++words[word];
    at = is_word ? text.find('Q', end + 1) : end;
  }
}

/// Adds the words of everything that a reader may see.
void add_words(const cv::Json& value, Counts& words) {
  if (value.is_string()) return count_words(value.get<std::string>(), words);
  if (!value.is_structured()) return;
  for (const auto& [name, inner] : value.items()) {
    if (name != "meta") add_words(inner, words);
  }
}

Counts words_of(const cv::Json& value) {
  Counts words;
  add_words(value, words);
  return words;
}

/// The field that holds `word`, without the numbers of entries.
std::string field_of(const cv::Json& resume, const std::string& word) {
  const auto flat = resume.flatten();
  for (const auto& [pointer, value] : flat.items()) {
    if (!value.is_string() || value.get<std::string>().find(word) == std::string::npos) continue;
    std::string field = pointer;
    std::erase_if(field, [](char c) { return c >= '0' && c <= '9'; });
    return field;
  }
  return word;
}

std::string without_space(std::string text) {
  for (const std::string_view mark : {" ", "\n", "\u200E", "\u2066", "\u2068", "\u2069"}) {
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
      text.erase(at, mark.size());
  }
  return text;
}

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t found = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
  return found;
}

std::string body_of(const std::string& html) {
  const auto begin = html.find("<main");
  return html.substr(begin, html.find("</main>") - begin);
}

/// The part of `resume` that a format covers which does not cover everything.
cv::Json part(const cv::Json& resume, std::initializer_list<const char*> pointers) {
  cv::Json out = cv::Json::array();
  for (const auto* pointer : pointers) {
    const cv::Json::json_pointer at(pointer);
    if (resume.contains(at)) out.push_back(resume.at(at));
  }
  return out;
}

/// Replaces each link by its address and text: an address is no visible text.
std::string hrefs_and_text(const std::string& html) {
  std::string out = visible_text(html);
  for (auto at = html.find("href=\""); at != std::string::npos; at = html.find("href=\"", at + 1))
    out += " " + html.substr(at + 6, html.find('"', at + 6) - at - 6);
  return out;
}

TEST(Completeness, EveryFormatShowsAllThatAReaderMaySee) {
  const std::vector<std::string> languages{"", "de", "ar"};
  const std::vector<std::string> variants{"", "", "one"};
  std::size_t looked = 0;
  std::map<std::string, std::string> losses;  // the lost words, with the first case
  for (std::uint64_t seed = 0; seed < kDocuments; ++seed) {
    cv::RandomDocument random(seed + 1'000'000);
    auto document = random.make();
    document["meta"]["vitrine"]["theme"] = themes()[seed % themes().size()].name;
    const auto view = cv::project(document, {.language = languages[seed / 5 % 3],
                                             .variant = variants[seed / 15 % 3],
                                             .audience = seed % 2 == 0 ? "public" : "friend",
                                             .as_of = {.year = 2026}});
    const auto outline = cv::outline(view);
    const auto html = body_of(html::html_page(view, {}).html);
    const std::map<std::string, std::string> outputs{
        {"html", without_space(hrefs_and_text(html))},
        {"text", without_space(text::text_page(outline))},
        {"markdown", without_space(text::markdown_page(outline))},
        {"docx", without_space(docx_text(view))},
        {"pdf", without_space(pdf_text(outline, view.theme))}};
    const auto visible = without_space(visible_text(html));
    const auto lose = [&](const std::string& what, const std::string& word) {
      losses.try_emplace(what + " " + field_of(view.resume, word), word + ", seed " + std::to_string(seed));
    };
    for (const auto& [word, times] : words_of(view.resume)) {
      ++looked;
      for (const auto& [format, output] : outputs) {
        if (output.find(word) == std::string::npos) lose(format + " lacks", word);
      }
      if (count(visible, word) > times) lose("html repeats", word);
    }
    const auto card = without_space(unfolded(text::vcard(outline, {})));
    for (const auto& [word, times] :
         words_of(part(view.resume, {"/basics/name", "/basics/label", "/basics/email", "/basics/url",
                                     "/basics/location"}))) {
      if (card.find(word) == std::string::npos) lose("vCard lacks", word);
    }
    const auto linked_data = cv::Json::parse(html::json_ld(outline, {})).dump();
    for (const auto& [word, times] :
         words_of(part(view.resume, {"/basics/name", "/basics/label", "/basics/email", "/basics/phone",
                                     "/basics/url", "/basics/location"}))) {
      if (linked_data.find(word) == std::string::npos) lose("JSON-LD lacks", word);
    }
  }
  for (const auto& [what, first] : losses) ADD_FAILURE() << what << ": " << first;
  EXPECT_GT(looked, kDocuments * 20);
}

}  // namespace
}  // namespace vitrine::render::completeness_test
