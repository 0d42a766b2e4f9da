#include "cv/import/foreign.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "cv/formats/loose_text.hpp"
#include "cv/import/foreign_parts.hpp"
#include "cv/language/language_tag.hpp"

namespace vitrine::cv::importing {

namespace {

bool has_object(const Json& source, std::string_view key) {
  return source.is_object() && source.contains(key) && source.find(key)->is_object();
}

}  // namespace

const std::vector<ForeignInfo>& foreign_formats() {
  static const std::vector<ForeignInfo> all{
      {Foreign::rendercv, "rendercv", "RenderCV"},
      {Foreign::yamlresume, "yamlresume", "YAMLResume"},
      {Foreign::reactive_resume, "reactive-resume", "Reactive Resume"},
      {Foreign::fresh, "fresh", "FRESH"},
      {Foreign::linkedin, "linkedin", "LinkedIn"},
      {Foreign::europass, "europass", "Europass"},
      {Foreign::docx, "docx", "Word"},
  };
  return all;
}

std::optional<Foreign> recognise(const Json& source) {
  if (has_object(source, "cv") && !source.contains("basics")) return Foreign::rendercv;
  if (has_object(source, "content") && !source.contains("basics")) return Foreign::yamlresume;
  for (const auto* key : {"SkillsPassport", "LearnerInfo", "Candidate"}) {
    if (has_object(source, key)) return Foreign::europass;
  }
  if (is_fresh(source)) return Foreign::fresh;
  const bool is_reactive = has_object(source, "basics") && has_object(source, "sections") &&
                           (source.contains("metadata") || source.contains("summary"));
  return is_reactive ? std::optional(Foreign::reactive_resume) : std::nullopt;
}

Converted convert(const Json& source, Foreign format) {
  Taking taking;
  const Source root(source, "", taking);
  Converted out;
  switch (format) {
    case Foreign::rendercv:
      out.document = import_rendercv(root);
      break;
    case Foreign::yamlresume:
      out.document = import_yamlresume(root);
      break;
    case Foreign::reactive_resume:
      out.document = import_reactive_resume(root);
      break;
    case Foreign::fresh:
      out.document = import_fresh(root);
      break;
    case Foreign::linkedin:
      out.document = import_linkedin(root);
      break;
    case Foreign::europass:
      out.document = import_europass(root);
      break;
    case Foreign::docx:
      out.document = import_docx(root);
      break;
  }
  out.lost = lost_of(source, taking);
  return out;
}

void put_date(const Source& from, Json& to, const char* key) {
  const auto text = from.peek();
  if (text.empty()) return;
  if (formats::is_present(text)) {
    from.mark();
  } else if (const auto date = formats::loose_date(text)) {
    from.mark();
    to[key] = *date;
  } else {
    from.lose("no date that can be read");
  }
}

void put_period(const Source& from, Json& to) {
  const auto text = from.peek();
  if (text.empty()) return;
  const auto period = formats::loose_period(text);
  if (!period) return from.lose("no period that can be read");
  from.mark();
  put(to, "startDate", period->start);
  put(to, "endDate", period->end);
}

void put_summary(std::string_view markdown, Json& to) {
  const auto parts = formats::split_list(markdown);
  put(to, "summary", parts.summary);
  put(to, "highlights", parts.items);
}

void put_language(const Source& from, Json& root) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kNames{
      {{"english", "en"},
       {"german", "de"},
       {"french", "fr"},
       {"spanish", "es"},
       {"italian", "it"},
       {"dutch", "nl"},
       {"polish", "pl"},
       {"portuguese", "pt"},
       {"russian", "ru"},
       {"turkish", "tr"},
       {"arabic", "ar"},
       {"hebrew", "he"},
       {"japanese", "ja"},
       {"korean", "ko"},
       {"mandarin_chinese", "zh"},
       {"hindi", "hi"}}};
  const auto text = from.peek();
  if (text.empty()) return;
  const auto named =
      std::ranges::find(kNames, base::ascii_lower(text), [](const auto& one) { return one.first; });
  const auto tag = named == kNames.end() ? text : std::string(named->second);
  if (!is_language_tag(tag)) return from.lose("no language tag");
  from.mark();
  root["meta"]["language"] = tag;
}

}  // namespace vitrine::cv::importing
