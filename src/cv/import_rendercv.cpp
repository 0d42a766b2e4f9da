// RenderCV (its `cv` of 2025): a header, and sections of any title whose entries tell their kind by their
// fields.

#include <algorithm>
#include <array>

#include "cv/foreign_parts.hpp"
#include "cv/foreign_text.hpp"

namespace vitrine::cv {

namespace {

constexpr const char* kNoPlace = "JSON Resume has no field for it there";

/// Where a network has its profiles; the user's name goes behind.
std::string profile_url(std::string_view network, const std::string& username) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kBases{
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
       {"bluesky", "https://bsky.app/profile/"}}};
  const auto name = lowered(network);
  if (name == "mastodon" && username.starts_with('@')) {
    const auto at = username.find('@', 1);
    if (at != std::string::npos) return "https://" + username.substr(at + 1) + "/" + username.substr(0, at);
  }
  for (const auto& [known, base] : kBases) {
    if (name == known) return std::string(base) + username;
  }
  return {};
}

bool speaks_of(const std::string& title, std::initializer_list<std::string_view> words) {
  const auto name = lowered(title);
  for (const auto word : words) {
    if (name.find(word) != std::string::npos) return true;
  }
  return false;
}

Json& list_of(Json& root, const char* key) {
  auto& list = root[key];
  if (!list.is_array()) list = Json::array();
  return list;
}

/// start_date and end_date, else date: for what has a beginning and an end.
void add_period(const Source& entry, Json& to) {
  put_date(entry.get("start_date"), to, "startDate");
  put_date(entry.get("end_date"), to, "endDate");
  if (!to.contains("startDate") && !to.contains("endDate")) put_period(entry.get("date"), to);
}

/// The one date of what happened on a day.
void add_moment(const Source& entry, Json& to, const char* key) {
  for (const auto* field : {"date", "end_date", "start_date"}) {
    if (!to.contains(key)) put_date(entry.get(field), to, key);
  }
}

/// Summary and bullet points as one text, where JSON Resume has no bullet points.
std::string whole_text(const Source& entry) {
  auto text = entry.get("summary").take();
  for (const auto& highlight : entry.get("highlights").take_list()) {
    text += (text.empty()                                                        ? "- "
             : text.find("\n- ") == std::string::npos && !text.starts_with("- ") ? "\n\n- "
                                                                                 : "\n- ") +
            highlight;
  }
  return text;
}

Json read_work(const Source& entry, const char* employer) {
  auto out = Json::object();
  put(out, employer, entry.first_of({"company", "name"}).take());
  put(out, "position", entry.get("position").take());
  if (std::string_view(employer) == "name") put(out, "location", entry.get("location").take());
  add_period(entry, out);
  put(out, "summary", entry.get("summary").take());
  put(out, "highlights", entry.get("highlights").take_list());
  return out;
}

Json read_rendercv_education(const Source& entry) {
  auto out = Json::object();
  put(out, "institution", entry.get("institution").take());
  put(out, "area", entry.get("area").take());
  put(out, "studyType", entry.get("degree").take());
  put(out, "score", entry.get("gpa").take());
  add_period(entry, out);
  for (const auto& highlight : entry.get("highlights").elements()) {
    const auto text = highlight.peek();
    const auto plain = lowered(text);
    const auto colon = text.find(':');
    const auto value = [&] {
      return text.substr(std::min(text.find_first_not_of(" *", colon + 1), text.size()));
    };
    if (colon != std::string::npos && (plain.find("gpa") < colon || plain.find("grade") < colon)) {
      put(out, "score", value());
      highlight.mark();
    } else if (colon != std::string::npos && plain.find("course") < colon) {
      put(out, "courses", split_terms(value()));
      highlight.mark();
    } else {
      highlight.lose("JSON Resume has no bullet points in education");
    }
  }
  return out;
}

Json read_rendercv_publication(const Source& entry) {
  auto out = Json::object();
  put(out, "name", entry.get("title").take());
  put(out, "publisher", entry.get("journal").take());
  put_date(entry.get("date"), out, "releaseDate");
  put(out, "url", entry.get("url").take());
  const auto doi = entry.get("doi").take();
  if (!doi.empty() && !out.contains("url")) out["url"] = "https://doi.org/" + doi;
  std::string summary;
  for (const auto& author : entry.get("authors").take_list())
    summary += (summary.empty() ? "" : ", ") + author;
  const auto text = entry.get("summary").take();
  if (!summary.empty() && !text.empty()) summary += "\n\n";
  put(out, "summary", summary + text);
  return out;
}

class RenderCv {
 public:
  explicit RenderCv(const Source& source) : source_(source), cv_(source.get("cv")) {}

  Json read() {
    header();
    for (const auto& [title, section] : cv_.get("sections").members()) {
      for (const auto& one : section.elements()) entry(title, one);
    }
    put_language(source_.get("locale").get("language"), root_);
    for (const auto* key : {"design", "settings", "rendercv_settings", "locale"}) {
      source_.get(key).lose("the look of a page; choose a theme");
    }
    return std::move(root_);
  }

 private:
  /// The first of what may be a list; the others stay.
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
    } else if (one.has("label")) {
      term(title, one);
    } else if (one.has("institution")) {
      add("education", read_rendercv_education(one));
    } else if (one.has("company") || one.has("position")) {
      const bool is_volunteer = speaks_of(title, {"volunt"});
      add(is_volunteer ? "volunteer" : "work", read_work(one, is_volunteer ? "organization" : "name"));
    } else if (one.has("title")) {
      add("publications", read_rendercv_publication(one));
    } else {
      named(title, one);
    }
  }

  /// An entry that is but a text.
  void line(const std::string& title, const Source& text) {
    auto& basics = root_["basics"];
    if (speaks_of(title, {"summary", "about", "profile", "objective", "welcome", "intro"})) {
      const auto before = basics.value("summary", std::string{});
      basics["summary"] = before + (before.empty() ? "" : "\n\n") + text.take();
      return;
    }
    static constexpr std::array<std::array<const char*, 3>, 5> kLists{{{"skill", "skills", "name"},
                                                                       {"language", "languages", "language"},
                                                                       {"interest", "interests", "name"},
                                                                       {"award", "awards", "title"},
                                                                       {"certif", "certificates", "name"}}};
    for (const auto& [word, key, field] : kLists) {
      if (speaks_of(title, {word})) return add(key, {{field, text.take()}});
    }
    text.lose("JSON Resume has no section of free text");
  }

  void term(const std::string& title, const Source& one) {
    const auto label = one.get("label").take();
    const auto details = one.get("details").take();
    if (speaks_of(title, {"language"}) && !speaks_of(title, {"program"})) {
      add("languages", {{"language", label}, {"fluency", details}});
    } else if (speaks_of(title, {"award", "honor", "honour"})) {
      add("awards", {{"title", label}, {"summary", details}});
    } else {
      const bool is_interest = speaks_of(title, {"interest", "hobb"});
      add(is_interest ? "interests" : "skills", {{"name", label}, {"keywords", split_terms(details)}});
    }
  }

  void named(const std::string& title, const Source& one) {
    auto out = Json::object();
    if (speaks_of(title, {"award", "honor", "honour"})) {
      put(out, "title", one.get("name").take());
      add_moment(one, out, "date");
      put(out, "summary", whole_text(one));
      add("awards", std::move(out));
    } else if (speaks_of(title, {"certif", "licen"})) {
      put(out, "name", one.get("name").take());
      add_moment(one, out, "date");
      add("certificates", std::move(out));
    } else if (speaks_of(title, {"experience", "employment", "work"})) {
      add("work", read_work(one, "name"));
    } else if (speaks_of(title, {"volunt"})) {
      add("volunteer", read_work(one, "organization"));
    } else if (speaks_of(title, {"reference"})) {
      put(out, "name", one.get("name").take());
      put(out, "reference", whole_text(one));
      add("references", std::move(out));
    } else {
      put(out, "name", one.get("name").take());
      add_period(one, out);
      put(out, "description", one.get("summary").take());
      put(out, "highlights", one.get("highlights").take_list());
      put(out, "url", one.get("url").take());
      add("projects", std::move(out));
    }
    one.get("location").lose(kNoPlace);
  }

  const Source source_;
  const Source cv_;
  Json root_ = Json::object();
};

}  // namespace

Json import_rendercv(const Source& source) {
  return RenderCv(source).read();
}

}  // namespace vitrine::cv
