#include <algorithm>

#include "base/ascii.hpp"
#include "cv/formats/loose_text.hpp"
#include "cv/import/docx_entries.hpp"

namespace vitrine::cv::importing {

namespace docx_terms_of {
namespace {

/// "Name – rest", "Name: rest", "Name (rest)", "Name<tab>rest".
std::pair<std::string, std::string> split_label(std::string_view text) {
  for (const std::string_view sign : {"\t", " – ", " — ", " - ", ": ", ":"}) {
    const auto at = text.find(sign);
    if (at == std::string_view::npos || at == 0) continue;
    return {std::string(base::trimmed(text.substr(0, at))),
            std::string(base::trimmed(text.substr(at + sign.size())))};
  }
  const auto open = text.find('(');
  const bool is_bracketed = open != std::string_view::npos && open > 0 && text.ends_with(')');
  if (is_bracketed)
    return {std::string(base::trimmed(text.substr(0, open))),
            std::string(text.substr(open + 1, text.size() - open - 2))};
  return {std::string(base::trimmed(text)), ""};
}

bool is_level(std::string_view text) {
  return has_word(text, {" beginner", " basic", " intermediate", " advanced", " expert", " master",
                         " proficient", " fluent", " native", " grundkenntnisse", " fortgeschritten",
                         " sehr gut", " gut ", " experte", " avancé", " débutant", " experto", " avanzado"});
}

Json term_of(std::string_view section, const std::string& name, const std::string& rest);

/// Fields in a row, as Vitrine writes them: name, level, keywords, use. The use is recalculated.
Json term_of_parts(std::string_view section, std::vector<std::string> parts) {
  const auto is_use = [](const std::string& one) {
    return one.find(" · ") != std::string::npos || base::is_ascii_digit(one.front());
  };
  if (parts.size() > 2 && (parts.size() > 3 || is_use(parts.back()))) parts.pop_back();
  if (parts.size() < 3) return term_of(section, parts[0], parts[1]);
  Json out = {{"name", parts[0]}};
  put(out, "level", parts[1]);
  put(out, "keywords", formats::split_terms(parts[2]));
  return out;
}

Json term_of(std::string_view section, const std::string& name, const std::string& rest) {
  auto out = Json::object();
  if (section == "languages") {
    put(out, "language", name);
    put(out, "fluency", rest);
    return out;
  }
  put(out, "name", name);
  const auto semicolon = rest.find("; ");
  const auto first = rest.substr(0, semicolon);
  if (section == "skills" && is_level(first) && first.find(',') == std::string::npos) {
    put(out, "level", first);
    if (semicolon != std::string::npos)
      put(out, "keywords", formats::split_terms(rest.substr(semicolon + 2)));
  } else {
    put(out, "keywords", formats::split_terms(rest));
  }
  return out;
}

}  // namespace
}  // namespace docx_terms_of

std::vector<Json> docx_terms(std::string_view section, const std::vector<DocxLine>& lines) {
  using namespace docx_terms_of;
  std::vector<Json> out;
  std::string group;  // a heading over lines
  for (const auto& line : lines) {
    line.source.mark();
    const bool is_group = section != "languages" && line.list < 0 && line.heading > 0;
    if (is_group) {
      group = line.text;
      continue;
    }
    if (line.parts.size() > 1 && line.list >= 0) {
      out.push_back(term_of_parts(section, line.parts));
      continue;
    }
    for (const auto& cell :
         section == "languages" ? split_cells(line.text) : std::vector<std::string>{line.text}) {
      const auto all = formats::split_terms(cell);
      const bool is_row =
          section == "languages" && all.size() > 1 &&
          std::ranges::all_of(all, [](const std::string& one) { return !split_label(one).second.empty(); });
      const auto [name, rest] = split_label(cell);
      if (!is_row && !rest.empty() && formats::split_terms(name).size() == 1) {
        out.push_back(term_of(section, name, rest));
        continue;
      }
      for (const auto& row : split_cells(cell)) {
        for (const auto& term : line.list >= 0 && section == "interests" ? std::vector<std::string>{row}
                                                                         : formats::split_terms(row)) {
          const auto [own, level] =
              section == "languages" ? split_label(term) : std::pair(term, std::string{});
          if (!group.empty()) {
            const bool is_known = !out.empty() && out.back().value("name", "") == group;
            if (!is_known) out.push_back({{"name", group}, {"keywords", Json::array()}});
            out.back()["keywords"].push_back(term);
          } else {
            out.push_back(term_of(section, own, level));
          }
        }
      }
    }
  }
  return out;
}

}  // namespace vitrine::cv::importing
