// RenderCV: a header, and sections with any titles. The fields of an entry decide its kind, else the title
// does. Early versions had the sections beside the header.

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "cv/formats/loose_text.hpp"
#include "cv/import/foreign_parts.hpp"
#include "cv/import/section_words.hpp"

namespace vitrine::cv::importing {

namespace {

constexpr const char* kNoPlace = "JSON Resume has no field for it there";

/// The address of a network's profiles; the user name is appended.
std::string profile_url(std::string_view network, const std::string& username) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kBases{
      {{"linkedin", "https://www.linkedin.com/in/"},
       {"github", "https://github.com/"},
       {"gitlab", "https://gitlab.com/"},
       {"instagram", "https://www.instagram.com/"},
       {"orcid", "https://orcid.org/"},
       {"stackoverflow", "https://stackoverflow.com/users/"},
       {"researchgate", "https://www.researchgate.net/profile/"},
       {"youtube", "https://www.youtube.com/@"},
       {"google scholar", "https://scholar.google.com/citations?user="},
       {"telegram", "https://t.me/"},
       {"x", "https://x.com/"},
       {"twitter", "https://x.com/"},
       {"whatsapp", "https://wa.me/"},
       {"leetcode", "https://leetcode.com/u/"},
       {"reddit", "https://www.reddit.com/user/"},
       {"imdb", "https://www.imdb.com/name/"},
       {"bluesky", "https://bsky.app/profile/"}}};
  const auto name = base::ascii_lower(network);
  if (name == "mastodon" && username.starts_with('@')) {
    const auto at = username.find('@', 1);
    if (at != std::string::npos) return "https://" + username.substr(at + 1) + "/" + username.substr(0, at);
  }
  for (const auto& [known, base] : kBases) {
    if (name == known) return std::string(base) + username;
  }
  return {};
}

/// The text without marks; its link becomes the entry's address.
std::string title_of(const Source& from, Json& to) {
  const auto title = formats::plain_title(from.take());
  if (!to.contains("url")) put(to, "url", title.url);
  return title.text;
}

/// A bullet point: " - " in it begins nested bullet points.
std::string nested(std::string text) {
  bool is_first = true;
  for (auto at = text.find(" - "); at != std::string::npos; at = text.find(" - ", at)) {
    text.replace(at, 3, is_first ? "\n\n- " : "\n- ");
    is_first = false;
  }
  return text;
}

std::vector<std::string> highlights_of(const Source& entry) {
  auto out = entry.get("highlights").take_list();
  std::ranges::transform(out, out.begin(), nested);
  return out;
}

Json& list_of(Json& root, const char* key) {
  auto& list = root[key];
  if (!list.is_array()) list = Json::array();
  return list;
}

/// start_date and end_date, else date: for entries with a start and an end.
void add_period(const Source& entry, Json& to) {
  put_date(entry.get("start_date"), to, "startDate");
  put_date(entry.get("end_date"), to, "endDate");
  if (!to.contains("startDate") && !to.contains("endDate")) put_period(entry.get("date"), to);
}

/// The single date of an event.
void add_moment(const Source& entry, Json& to, const char* key) {
  for (const auto* field : {"date", "end_date", "start_date"}) {
    if (!to.contains(key)) put_date(entry.get(field), to, key);
  }
}

/// Summary and bullet points as one text, if JSON Resume has no bullet points here.
std::string whole_text(const Source& entry) {
  auto text = entry.get("summary").take();
  for (const auto& highlight : highlights_of(entry)) {
    text += (text.empty()                                                        ? "- "
             : text.find("\n- ") == std::string::npos && !text.starts_with("- ") ? "\n\n- "
                                                                                 : "\n- ") +
            highlight;
  }
  return text;
}

Json read_work(const Source& entry, const char* employer) {
  auto out = Json::object();
  put(out, employer, title_of(entry.first_of({"company", "name"}), out));
  put(out, "position", title_of(entry.get("position"), out));
  if (std::string_view(employer) == "name") put(out, "location", entry.get("location").take());
  add_period(entry, out);
  put(out, "summary", entry.get("summary").take());
  put(out, "highlights", highlights_of(entry));
  if (entry.has("url")) put(out, "url", entry.get("url").take());
  return out;
}

Json read_rendercv_education(const Source& entry) {
  auto out = Json::object();
  put(out, "institution", title_of(entry.first_of({"institution", "name"}), out));
  put(out, "area", title_of(entry.get("area"), out));
  if (entry.has("url")) put(out, "url", entry.get("url").take());
  entry.get("summary").lose("JSON Resume has no summary in education");
  put(out, "studyType", entry.first_of({"degree", "study_type"}).take());
  put(out, "score", entry.get("gpa").take());
  add_period(entry, out);
  for (const auto& highlight : entry.get("highlights").elements()) {
    const auto text = highlight.peek();
    const auto plain = base::ascii_lower(text);
    const auto colon = text.find(':');
    const auto value = [&] {
      return text.substr(std::min(text.find_first_not_of(" *", colon + 1), text.size()));
    };
    if (colon != std::string::npos && (plain.find("gpa") < colon || plain.find("grade") < colon)) {
      put(out, "score", value());
      highlight.mark();
    } else if (colon != std::string::npos && plain.find("course") < colon) {
      put(out, "courses", formats::split_terms(value()));
      highlight.mark();
    } else {
      highlight.lose("JSON Resume has no bullet points in education");
    }
  }
  return out;
}

Json read_rendercv_publication(const Source& entry) {
  auto out = Json::object();
  put(out, "name", title_of(entry.first_of({"title", "name"}), out));
  put(out, "publisher", title_of(entry.first_of({"journal", "publisher"}), out));
  add_moment(entry, out, "releaseDate");
  if (entry.has("url")) put(out, "url", entry.get("url").take());
  const auto doi = entry.get("doi").take();
  if (!doi.empty() && !out.contains("url")) out["url"] = "https://doi.org/" + doi;
  std::string summary;
  for (const auto& author : entry.get("authors").take_list())
    summary += (summary.empty() ? "" : ", ") + formats::plain_title(author).text;
  const auto text = whole_text(entry);
  if (!summary.empty() && !text.empty()) summary += "\n\n";
  put(out, "summary", summary + text);
  return out;
}

class RenderCv {
 public:
  explicit RenderCv(const Source& source) : source_(source), cv_(source.get("cv")) {}

  Json read() {
    header();
    for (const auto& [title, part] : cv_.get("sections").members()) section(title, part);
    for (const auto& part :
         cv_.get("sections").is_object() ? std::vector<Source>{} : cv_.get("sections").elements())
      section(part.get("title").take(), part.get("entries"));
    for (const auto& part : cv_.get("custom_sections").elements()) {
      part.get("entry_type").mark();
      section(part.get("title").take(), part.get("entries"));
    }
    for (const auto& [key, part] : cv_.members()) {
      const bool is_header = std::ranges::find(kHeader, key) != kHeader.end();
      if (!is_header && part.is_list()) section(key, part);
    }
    cv_.get("section_order").mark();
    put_language(source_.get("locale_catalogue").get("language"), root_);
    put_language(source_.get("locale").get("language"), root_);
    for (const auto* key :
         {"design", "settings", "rendercv_settings", "locale", "locale_catalog", "locale_catalogue"}) {
      source_.get(key).lose("the look of a page; choose a theme");
    }
    return std::move(root_);
  }

 private:
  static constexpr std::array<std::string_view, 6> kHeader{
      "email", "phone", "website", "social_networks", "custom_connections", "section_order"};

  void section(const std::string& title, const Source& part) {
    about_ = section_about(spaced(title));
    part_ = &part;
    for (const auto& one : part.elements()) entry(spaced(title), one);
    part_ = nullptr;
  }

  /// "work_experience" in normal spelling.
  static std::string spaced(std::string title) {
    std::ranges::replace(title, '_', ' ');
    return title;
  }

  /// Notes once that JSON Resume does not have this section.
  void note(const char* where) const {
    if (part_ != nullptr)
      part_->note(std::string("JSON Resume has no section of that title; it stands among the ") + where);
  }

  /// The first value of a list, or the single value; other list values are not taken.
  static std::string first(const Source& from) {
    const auto all = from.elements();
    for (std::size_t i = 1; i < all.size(); ++i) all[i].lose("JSON Resume has one");
    return all.empty() ? std::string{} : all.front().take();
  }

  void header() {
    auto& basics = root_["basics"] = Json::object();
    put(basics, "name", cv_.get("name").take());
    put(basics, "label", cv_.first_of({"headline", "label"}).take());
    put(basics, "email", first(cv_.get("email")));
    auto phone = first(cv_.get("phone"));
    if (phone.starts_with("tel:")) phone.erase(0, 4);
    put(basics, "phone", phone);
    put(basics, "url", first(cv_.get("website")));
    const auto photo = cv_.get("photo");
    if (photo.peek().starts_with("https://")) {
      put(basics, "image", photo.take());
    } else if (!photo.empty()) {
      photo.lose("a file beside the CV; put it on the web and set basics.image");
    }
    if (cv_.has("location")) basics["location"]["city"] = cv_.get("location").take();
    auto& profiles = list_of(basics, "profiles");
    for (const auto& item : cv_.get("social_networks").elements()) {
      auto profile = Json::object();
      put(profile, "network", item.get("network").take());
      const auto username = item.get("username").take();
      put(profile, "username", username);
      if (profile.contains("network")) put(profile, "url", profile_url(item.get("network").peek(), username));
      if (!profile.empty()) profiles.push_back(std::move(profile));
    }
    for (const auto& item : cv_.get("custom_connections").elements()) {
      if (!item.has("url")) continue;
      auto profile = Json::object();
      put(profile, "network", item.get("placeholder").take());
      put(profile, "url", item.get("url").take());
      item.get("fontawesome_icon").mark();
      profiles.push_back(std::move(profile));
    }
    if (profiles.empty()) basics.erase("profiles");
  }

  void add(const char* key, Json entry) {
    if (!entry.empty()) list_of(root_, key).push_back(std::move(entry));
  }

  void entry(const std::string& title, const Source& one) {
    for (const auto* field : {"bullet", "number", "reversed_number"}) {
      if (one.has(field)) return line(title, one.get(field));
    }
    if (!one.is_object()) {
      line(title, one);
    } else if (one.has("label") || (one.has("details") && one.has("name"))) {
      term(one);
    } else if (one.has("institution")) {
      add("education", read_rendercv_education(one));
    } else if (one.has("company") || one.has("position")) {
      const bool is_volunteer = about_ == "volunteer";
      add(is_volunteer ? "volunteer" : "work", read_work(one, is_volunteer ? "organization" : "name"));
    } else if (one.has("title") || one.has("authors")) {
      add("publications", read_rendercv_publication(one));
    } else {
      named(one);
    }
  }

  /// An entry that is only a text.
  void line(const std::string& title, const Source& text) {
    auto& basics = root_["basics"];
    if (about_ == "summary") {
      const auto before = basics.value("summary", std::string{});
      basics["summary"] = before + (before.empty() ? "" : "\n\n") + text.take();
      return;
    }
    const auto markdown = text.take();
    if (markdown.empty()) return;
    static constexpr std::array<std::array<std::string_view, 2>, 6> kLists{{{"skills", "name"},
                                                                            {"languages", "language"},
                                                                            {"interests", "name"},
                                                                            {"awards", "title"},
                                                                            {"certificates", "name"},
                                                                            {"publications", "name"}}};
    for (const auto& [key, field] : kLists) {
      if (about_ != key) continue;
      const auto plain = formats::plain_title(markdown);
      const auto colon = plain.text.find(": ");
      const bool is_term =
          colon != std::string::npos && (key == "skills" || key == "languages" || key == "interests");
      if (is_term) return add_term(plain.text.substr(0, colon), plain.text.substr(colon + 2));
      Json one = {{std::string(field), plain.text}};
      const bool has_url = key == "certificates" || key == "publications";
      if (has_url) put(one, "url", plain.url);
      return add(std::string(key).c_str(), std::move(one));
    }
    if (about_ == "references") return add("references", {{"reference", markdown}});
    // Collects them in a project with that name.
    note("projects");
    auto& projects = list_of(root_, "projects");
    const bool is_new = projects.empty() || projects.back().value("name", "") != title;
    if (is_new) projects.push_back({{"name", title}});
    auto& highlights = projects.back()["highlights"];
    if (!highlights.is_array()) highlights = Json::array();
    highlights.push_back(nested(markdown));
  }

  void term(const Source& one) {
    const auto label = formats::plain_title(one.first_of({"label", "name"}).take()).text;
    add_term(label, formats::plain_title(one.get("details").take()).text);
  }

  void add_term(const std::string& label, const std::string& details) {
    if (about_ == "languages") {
      add("languages", {{"language", label}, {"fluency", details}});
    } else if (about_ == "awards") {
      add("awards", {{"title", label}, {"summary", details}});
    } else if (about_ == "certificates") {
      add("certificates", {{"name", label}, {"issuer", details}});
    } else if (about_ == "references") {
      add("references", {{"name", label}, {"reference", details}});
    } else {
      if (about_ != "skills" && about_ != "interests") note("skills");
      add(about_ == "interests" ? "interests" : "skills",
          {{"name", label}, {"keywords", formats::split_terms(details)}});
    }
  }

  void named(const Source& one) {
    auto out = Json::object();
    if (about_ == "work") return add("work", read_work(one, "name"));
    if (about_ == "volunteer") return add("volunteer", read_work(one, "organization"));
    if (about_ == "education") return add("education", read_rendercv_education(one));
    if (about_ == "publications") return add("publications", read_rendercv_publication(one));
    const auto name = title_of(one.get("name"), out);
    const auto url = std::exchange(out, Json::object()).value("url", one.get("url").take());
    if (about_ == "awards") {
      put(out, "title", name);
      add_moment(one, out, "date");
      put(out, "summary", whole_text(one));
      add("awards", std::move(out));
    } else if (about_ == "certificates") {
      put(out, "name", name);
      put(out, "url", url);
      add_moment(one, out, "date");
      add("certificates", std::move(out));
    } else if (about_ == "references") {
      put(out, "name", name);
      put(out, "reference", whole_text(one));
      add("references", std::move(out));
    } else if (about_ == "skills" || about_ == "interests") {
      put(out, "name", name);
      auto keywords = formats::split_terms(one.get("summary").take());
      for (auto& highlight : one.get("highlights").take_list()) keywords.push_back(std::move(highlight));
      put(out, "keywords", keywords);
      add(about_ == "skills" ? "skills" : "interests", std::move(out));
    } else if (about_ == "languages") {
      put(out, "language", name);
      put(out, "fluency", one.get("summary").take());
      add("languages", std::move(out));
    } else {
      if (about_ != "projects") note("projects");
      put(out, "name", name);
      put(out, "url", url);
      add_period(one, out);
      put(out, "description", one.get("summary").take());
      put(out, "highlights", highlights_of(one));
      add("projects", std::move(out));
    }
    one.get("location").lose(kNoPlace);
  }

  std::string about_;             ///< the current section, from section_about()
  const Source* part_ = nullptr;  ///< the current section itself
  const Source source_;
  const Source cv_;
  Json root_ = Json::object();
};

}  // namespace

Json import_rendercv(const Source& source) {
  return RenderCv(source).read();
}

}  // namespace vitrine::cv::importing
