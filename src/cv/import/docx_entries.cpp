#include "cv/import/docx_entries.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "cv/formats/loose_text.hpp"
#include "cv/import/section_words.hpp"

namespace vitrine::cv::importing {

namespace docx_entries_of {
namespace {

/// The collected parts of an entry before their fields are known.
struct Draft {
  std::vector<std::string> heads;
  std::vector<std::string> details;  ///< text beside the period in its own line: place, description of the
                                     ///< employer
  std::optional<formats::LoosePeriod> period;
  std::string url;
  std::string summary;  ///< Markdown
  std::vector<std::string> highlights;
  std::vector<std::string> rows;  ///< short lines behind everything else
  std::vector<std::string> courses;
  std::string score;
  int heading = -1;
  std::vector<Source> body;  ///< sources of summary and highlights

  [[nodiscard]] bool has_body() const { return !summary.empty() || !highlights.empty() || !rows.empty(); }
  [[nodiscard]] bool is_empty() const { return heads.empty() && !period && !has_body() && score.empty(); }
};

bool is_organization(std::string_view text) {
  return has_word(
      text,
      {" gmbh",     " ag ",         " inc",        " ltd",        " llc",     " corp",      " co. ",
       " company",  " s.a",         " sarl",       " s.r.l",      " b.v",     " group",     " gruppe",
       " bank ",    " universit",   " hochschule", " college",    " school",  " schule",    " école",
       " institut", " hospital",    " klinik",     " akademie",   " academy", " gymnasium", " universidad",
       " escuela",  " politecnico", " faculty",    "universität", "schule ",  " e.v.",      " foundation",
       " stiftung", " plc"});
}

bool is_position(std::string_view text) {
  return has_word(text,
                  {"engineer",  "developer",     "manager",      "director",      "analyst",     "consultant",
                   "assistant", "designer",      "architect",    "officer",       "specialist",  " intern",
                   "teacher",   "nurse",         "head of",      "entwickler",    "ingenieur",   "leiter",
                   "berater",   "mitarbeiter",   "assistent",    "praktikant",    "werkstudent", "kauffrau",
                   "kaufmann",  "ingénieur",     "développeu",   "responsable",   "stagiaire",   "gerente",
                   "ingenier",  "desarrollador", "sviluppatore", "administrator", "technician",  " lead ",
                   "lead ",     "trainee",       "lehrer",       "volunteer"});
}

bool is_degree(std::string_view text) {
  return has_word(
      text, {"bachelor",     "master",      " bsc",      "b.sc",        " msc",      "m.sc",    " phd",
             "ph.d",         "doctor",      "doktor",    " mba",        "diplom",    " abitur", " ba ",
             " ma ",         "b.a.",        "m.a.",      "licence",     "licenciat", "grado",   "laurea",
             "promotion",    "matura",      "magister",  "b.eng",       "m.eng",     "b.s.",    "m.s.",
             "staatsexamen", "high school", "associate", "certificate", "baccala"});
}

/// Sections in which each list item is an entry.
bool is_of_items(std::string_view section) {
  return section == "certificates" || section == "awards" || section == "publications" ||
         section == "references";
}

class Builder {
 public:
  explicit Builder(std::string_view section) : section_(section) {}

  std::vector<Json> build(const std::vector<DocxLine>& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      next_ = i + 1 < lines.size() ? &lines[i + 1] : nullptr;
      add(lines[i]);
    }
    finish();
    return std::move(out_);
  }

 private:
  void add(const DocxLine& line) {
    line.source.mark();
    if (line.style.starts_with("list continue") || line.style == "listcontinue") return go_on(line);
    if (line.list >= 0) return item(line);
    if (labelled(line)) return;
    const auto dated = split_period(line.text);
    if (line.heading > 0) return head_line(line, dated);
    const bool is_details = line.style == "details";
    if (dated && (draft_.has_body() || draft_.period) && !is_details) finish();
    if (dated && !draft_.period) return dated_line(line, *dated);
    if (is_details) return details_line(line);
    if (is_next_head(line)) return head_line(line, dated);
    text(line);
  }

  /// "Grade: 1.3", "Courses: one, another".
  bool labelled(const DocxLine& line) {
    const auto colon = line.text.find(':');
    if (section_ != "education" || colon == std::string::npos || draft_.is_empty()) return false;
    const auto label = section_of_title(line.text.substr(0, colon));
    const auto value = std::string(base::trimmed(line.text.substr(colon + 1)));
    if (value.empty() || (label != "grade" && label != "courses")) return false;
    if (label == "grade") draft_.score = value;
    if (label == "courses") draft_.courses = formats::split_terms(value);
    return true;
  }

  void take_url(const DocxLine& line) {
    if (draft_.url.empty() && line.url.starts_with("http")) draft_.url = line.url;
  }

  void head_line(const DocxLine& line, const std::optional<DatedText>& dated) {
    const bool is_only_date = dated && dated->rest.empty();
    const bool goes_on = !draft_.has_body() &&
                         (line.heading < 0 || draft_.heading < 0 || line.heading > draft_.heading ||
                          (draft_.heads.empty() && draft_.period)) &&
                         !(dated && draft_.period) && draft_.heads.size() < 4;
    if (!is_only_date && !goes_on) finish();
    if (is_only_date && draft_.period) finish();
    if (draft_.heading < 0) draft_.heading = line.heading;
    take_url(line);
    if (dated) draft_.period = dated->period;
    append(draft_.heads,
           split_head(dated ? dated->rest : line.text, dated ? std::vector<std::string>{} : line.parts));
  }

  void dated_line(const DocxLine& line, const DatedText& dated) {
    draft_.period = dated.period;
    take_url(line);
    const bool is_detail = line.style == "details" || (!draft_.heads.empty() && draft_.heading >= 0);
    if (is_detail) {
      append(draft_.details, split_cells(dated.rest));
    } else {
      append(draft_.heads, split_head(dated.rest, {}));
    }
  }

  /// Whether the line is only the address of the entry.
  [[nodiscard]] bool is_own_address(const DocxLine& line) const {
    const auto plain = [](std::string_view text) {
      for (const std::string_view start : {"https://", "http://", "www."}) {
        if (text.starts_with(start)) text.remove_prefix(start.size());
      }
      while (text.ends_with('/')) text.remove_suffix(1);
      return text;
    };
    return !draft_.url.empty() && plain(line.text) == plain(draft_.url);
  }

  void details_line(const DocxLine& line) {
    take_url(line);
    if (is_own_address(line)) return;
    if (draft_.has_body() || draft_.period || !draft_.score.empty()) {
      draft_.rows.push_back(line.text);
    } else if (section_ == "education" || section_ == "projects") {
      draft_.rows.push_back(line.text);
    } else {
      append(draft_.details, split_cells(line.text));
    }
  }

  /// Whether a line begins an entry or continues its head, by its style or by the next line.
  [[nodiscard]] bool is_next_head(const DocxLine& line) const {
    constexpr std::size_t kLongestHead = 120;
    if (line.text.size() > kLongestHead || line.style == "body text") return false;
    if (draft_.heads.empty()) return true;
    const bool is_bold_start = line.is_bold || line.is_caps;
    const bool before_date = next_ != nullptr && next_->list < 0 && next_->heading < 0 &&
                             next_->text.size() <= kLongestHead && split_period(next_->text).has_value();
    if (draft_.has_body()) return is_bold_start || before_date;
    const bool is_sentence = line.text.ends_with('.') && line.text.size() > 40;
    const bool begins = draft_.period ? is_bold_start || before_date : true;
    if (is_sentence) return false;
    return begins || (draft_.heads.size() == 1 && section_ != "references" && line.text.size() < 60);
  }

  void text(const DocxLine& line) {
    draft_.summary += (draft_.summary.empty() ? "" : "\n\n") + line.markdown;
    draft_.body.push_back(line.source);
    take_url(line);
  }

  void item(const DocxLine& line) {
    const auto dated = split_period(line.text);
    const bool begins =
        line.list == 0 && (is_of_items(section_) || (dated && (draft_.is_empty() || is_listed_)));
    const bool is_under_heading = draft_.heading >= 0;
    if (begins && !is_under_heading) {
      finish();
      is_listed_ = true;
      take_url(line);
      draft_.heading = -1;
      if (dated) draft_.period = dated->period;
      draft_.heads = split_head(dated ? dated->rest : line.text, {});
      return;
    }
    if (labelled(line)) return;
    draft_.body.push_back(line.source);
    if (line.list > 0 && !draft_.highlights.empty()) {  // a list within the highlight
      auto& outer = draft_.highlights.back();
      const bool is_first = outer.find('\n') == std::string::npos;
      outer += (is_first ? "\n\n" : "\n") + std::string(2 * static_cast<std::size_t>(line.list - 1), ' ') +
               (line.is_numbered ? "1. " : "- ") + line.markdown;
    } else {
      draft_.highlights.push_back(line.markdown);
    }
  }

  void go_on(const DocxLine& line) {
    if (draft_.highlights.empty()) return text(line);
    draft_.highlights.back() += "\n\n" + line.markdown;
  }

  static void append(std::vector<std::string>& to, std::vector<std::string> parts) {
    std::ranges::move(parts, std::back_inserter(to));
  }

  // ---- fields

  void finish() {
    auto draft = std::exchange(draft_, {});
    if (draft.is_empty()) return;
    auto out = Json::object();
    if (section_ == "education") {
      education(draft, out);
    } else if (section_ == "work" || section_ == "volunteer") {
      work(draft, out);
    } else if (section_ == "projects") {
      project(draft, out);
    } else {
      named(draft, out);
    }
    if (section_ != "references") put(out, "url", draft.url);
    if (!out.empty()) out_.push_back(std::move(out));
  }

  static void put_dates(const Draft& draft, Json& out) {
    if (!draft.period) return;
    put(out, "startDate", draft.period->start);
    put(out, "endDate", draft.period->end);
  }

  /// Appends the unused parts to the text, so that nothing is lost.
  static std::string with_rest(const Draft& draft, std::size_t heads_used, std::size_t details_used) {
    std::string out;
    const auto take = [&](const std::vector<std::string>& all, std::size_t from) {
      for (std::size_t i = from; i < all.size(); ++i) out += (out.empty() ? "" : ", ") + all[i];
    };
    take(draft.heads, heads_used);
    take(draft.details, details_used);
    take(draft.rows, 0);
    if (!out.empty() && !draft.summary.empty()) out += "\n\n";
    return out + draft.summary;
  }

  void work(Draft& draft, Json& out) const {
    auto& heads = draft.heads;
    if (heads.size() > 1) {
      const bool is_other = (is_organization(heads[0]) && !is_organization(heads[1])) ||
                            (is_position(heads[1]) && !is_position(heads[0]));
      if (is_other) std::swap(heads[0], heads[1]);
    }
    const bool is_only_name = heads.size() == 1 && is_organization(heads[0]) && !is_position(heads[0]);
    const auto* const employer = section_ == "work" ? "name" : "organization";
    std::size_t used = std::min<std::size_t>(heads.size(), 2);
    if (is_only_name) {
      put(out, employer, heads[0]);
    } else {
      if (!heads.empty()) put(out, "position", heads[0]);
      if (heads.size() > 1) put(out, employer, heads[1]);
    }
    std::size_t details = 0;
    if (section_ == "work") {
      if (heads.size() > 2) put(out, "location", heads[used++]);
      constexpr std::size_t kLongestPlace = 30;
      for (; details < draft.details.size() && details < 2; ++details) {
        const auto& text = draft.details[details];
        const bool is_place =
            !out.contains("location") && (text.size() <= kLongestPlace || draft.details.size() > details + 1);
        if (!is_place && out.contains("description")) break;
        put(out, is_place ? "location" : "description", text);
      }
    }
    put_dates(draft, out);
    put(out, "summary", with_rest(draft, used, details));
    put(out, "highlights", draft.highlights);
  }

  void education(Draft& draft, Json& out) const {
    auto heads = draft.heads;
    append(heads, draft.details);
    const auto take = [&](auto is_it) {
      const auto at = std::ranges::find_if(heads, is_it);
      if (at == heads.end()) return std::string{};
      auto text = std::move(*at);
      heads.erase(at);
      return text;
    };
    auto institution = take([](const std::string& one) { return is_organization(one) && !is_degree(one); });
    const bool has_three = heads.size() + (institution.empty() ? 0 : 1) >= 3;
    auto degree = take([&](const std::string& one) { return is_degree(one); });
    if (degree.empty() && has_three && heads.size() > 1) {
      degree = heads[1];
      heads.erase(heads.begin() + 1);
    }
    if (!heads.empty()) {
      const bool is_institution = institution.empty() && heads.size() == 1 && !degree.empty() &&
                                  degree.find(' ') != std::string::npos;
      if (is_institution) {
        institution = heads[0];
      } else {
        put(out, "area", heads[0]);
      }
      heads.erase(heads.begin());
    }
    if (institution.empty() && !heads.empty()) {
      institution = heads[0];
      heads.erase(heads.begin());
    }
    put(out, "institution", institution);
    put(out, "studyType", degree);
    put(out, "score", draft.score);
    put_dates(draft, out);
    auto courses = draft.courses;
    append(courses, std::move(heads));  // a place, a second subject
    for (const auto& row : draft.rows) append(courses, formats::split_terms(row));
    put(out, "courses", courses);
    for (const auto& source : draft.body) lose_body(source);
  }

  /// The line counted as taken with its entry, but has no field: report it as lost.
  static void lose_body(const Source& source) {
    source.unmark();
    source.lose("JSON Resume has no text in education: “" + source.get("text").peek() + "”");
  }

  void project(Draft& draft, Json& out) const {
    if (!draft.heads.empty()) put(out, "name", draft.heads[0]);
    std::size_t used = std::min<std::size_t>(draft.heads.size(), 1);
    const bool is_short = draft.heads.size() > 1 && draft.heads[1].find(' ') == std::string::npos &&
                          draft.heads[1] == base::ascii_lower(draft.heads[1]);
    if (is_short) put(out, "type", draft.heads[used++]);
    if (draft.heads.size() > used) put(out, "entity", draft.heads[used++]);
    put_dates(draft, out);
    auto rows = std::exchange(draft.rows, {});
    if (!rows.empty()) {
      put(out, "keywords", formats::split_terms(rows.back()));
      rows.pop_back();
    }
    if (!rows.empty()) {
      put(out, "roles", formats::split_terms(rows.back()));
      rows.pop_back();
    }
    draft.rows = std::move(rows);
    put(out, "description", with_rest(draft, used, 0));
    put(out, "highlights", draft.highlights);
  }

  void named(Draft& draft, Json& out) const {
    struct Fields {
      std::string_view section;
      const char *name, *by, *date, *text;
    };
    static constexpr std::array<Fields, 4> kFields{
        {{"awards", "title", "awarder", "date", "summary"},
         {"certificates", "name", "issuer", "date", nullptr},
         {"publications", "name", "publisher", "releaseDate", "summary"},
         {"references", "name", nullptr, nullptr, "reference"}}};
    const auto* const fields = std::ranges::find(kFields, section_, &Fields::section);
    if (fields == kFields.end()) return;
    auto& heads = draft.heads;
    const bool has_other_order =
        fields->by != nullptr && heads.size() > 1 && is_organization(heads[0]) && !is_organization(heads[1]);
    if (has_other_order) std::swap(heads[0], heads[1]);
    std::size_t used = 0;
    if (fields->by == nullptr) {  // "Dr. A. Berg, head of X" is one name
      std::string whole;
      for (const auto& head : heads) whole += (whole.empty() ? "" : ", ") + head;
      put(out, fields->name, whole);
      used = heads.size();
    }
    if (used < heads.size()) put(out, fields->name, heads[used++]);
    if (used < heads.size() && fields->by != nullptr) {
      std::string by = heads[used++];
      while (used < heads.size()) by += ", " + heads[used++];
      put(out, fields->by, by);
    }
    if (draft.period && fields->date != nullptr)
      put(out, fields->date, draft.period->end.empty() ? draft.period->start : draft.period->end);
    if (fields->text != nullptr) {
      auto text = with_rest(draft, used, 0);
      for (const auto& highlight : draft.highlights) text += (text.empty() ? "- " : "\n- ") + highlight;
      put(out, fields->text, text);
    } else {
      for (const auto& source : draft.body) {
        source.unmark();
        source.lose("JSON Resume has no text in certificates: “" + source.get("text").peek() + "”");
      }
    }
  }

  const std::string_view section_;
  Draft draft_;
  std::vector<Json> out_;
  const DocxLine* next_ = nullptr;
  bool is_listed_ = false;  ///< list items are entries in this section
};

}  // namespace
}  // namespace docx_entries_of

std::vector<Json> docx_entries(std::string_view section, const std::vector<DocxLine>& lines) {
  return docx_entries_of::Builder(section).build(lines);
}

}  // namespace vitrine::cv::importing
