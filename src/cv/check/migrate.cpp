#include "cv/check/migrate.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "cv/document/date.hpp"

namespace vitrine::cv::check {

namespace {

/// The values for which a key is renamed: a v0 name always means the field; another program's name may not.
enum class Only { any, texts, dates };

struct Rename {
  std::string_view section;  ///< the object, or the section of the entries, with the field; "" is the
                             ///< document itself
  std::string_view from;
  std::string_view to;
  Only only = Only::any;
};

constexpr auto kRenames = std::to_array<Rename>({{"", "hobbies", "interests"},
                                                 {"basics", "picture", "image"},
                                                 {"basics", "website", "url"},
                                                 {"work", "company", "name"},
                                                 {"work", "website", "url"},
                                                 {"volunteer", "website", "url"},
                                                 {"education", "gpa", "score"},
                                                 {"publications", "website", "url"},
                                                 {"certificates", "startDate", "date", Only::dates},
                                                 {"certificates", "issueDate", "date", Only::dates},
                                                 {"awards", "startDate", "date", Only::dates},
                                                 {"publications", "date", "releaseDate", Only::dates},
                                                 {"publications", "startDate", "releaseDate", Only::dates},
                                                 {"languages", "level", "fluency", Only::texts},
                                                 {"languages", "proficiency", "fluency", Only::texts}});

constexpr std::array<std::string_view, 4> kSectionsWithPeriods{"work", "volunteer", "education", "projects"};
constexpr auto kOngoing = std::to_array<std::string_view>(
    {"present",  "current",     "now",         "ongoing",      "today",    "currently", "to date",
     "till now", "until now",   "heute",       "bis heute",    "aktuell",  "derzeit",   "laufend",
     "jetzt",    "aujourd'hui", "actuel",      "actuellement", "en cours", "présent",   "à ce jour",
     "actual",   "actualidad",  "actualmente", "presente",     "hoy",      "oggi",      "attuale",
     "in corso", "atual",       "atualmente",  "heden",        "nu",       "obecnie"});

struct Edit {
  std::size_t begin;
  std::size_t end;
  std::string replacement;
};

/// Whether `key` is `field` or one of its forms with an '@'.
bool is_form_of(std::string_view key, std::string_view field) {
  return key.starts_with(field) && (key.size() == field.size() || key[field.size()] == '@');
}

class Migrator {
 public:
  Migrator(std::string_view text, Findings& findings) : text_(text), findings_(findings) {}

  std::optional<std::string> migrate(Parsed& parsed) {
    rename("", parsed.root, parsed.place, "");
    Members& members = parsed.root.get_ref<Json::object_t&>();
    for (std::size_t i = 0; i < members.size(); ++i) {
      auto& [key, value] = members[i];
      const auto section = std::string_view(key).substr(0, key.find('@'));
      const auto pointer = "/" + pointer_token(key);
      if (section == "basics" && value.is_object()) {
        rename(section, value, parsed.place.children[i], pointer);
      } else if (value.is_array()) {
        migrate_entries(section, value, parsed.place.children[i], pointer);
      }
    }
    if (edits_.empty()) return std::nullopt;
    return edited();
  }

 private:
  void migrate_entries(std::string_view section, Json& entries, Place& place, const std::string& pointer) {
    const bool has_periods = std::ranges::find(kSectionsWithPeriods, section) != kSectionsWithPeriods.end();
    const bool has_renames =
        std::ranges::any_of(kRenames, [&](const Rename& r) { return r.section == section; });
    if (!has_periods && !has_renames) return;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      auto& entry = entries[i];
      if (!entry.is_object()) continue;
      const auto here = pointer + "/" + std::to_string(i);
      rename(section, entry, place.children[i], here);
      if (has_periods) drop_ongoing_ends(entry, place.children[i], here);
    }
  }

  void rename(std::string_view section, Json& object, Place& place, const std::string& pointer) {
    Members& members = object.get_ref<Json::object_t&>();
    for (const auto& [of, from, to, only] : kRenames) {
      if (of != section) continue;
      const auto has = [&](std::string_view field) {
        return std::ranges::any_of(members,
                                   [&](const auto& member) { return is_form_of(member.first, field); });
      };
      if (!has(from) || has(to) || !fits(object, from, only)) continue;
      Members renamed;
      renamed.reserve(members.size());
      for (std::size_t i = 0; i < members.size(); ++i) {
        auto& [key, value] = members[i];
        std::string name = key;
        if (is_form_of(key, from)) {
          name.replace(0, from.size(), to);
          report_rename(key, name, only, place.children[i], pointer);
        }
        renamed.emplace_back(std::move(name), std::move(value));
      }
      members = std::move(renamed);
    }
  }

  static bool fits(const Json& object, std::string_view field, Only only) {
    if (only == Only::any) return true;
    const auto value = object.find(std::string(field));
    if (value == object.end() || !value->is_string()) return false;
    return only == Only::texts || parse_date(value->get_ref<const std::string&>()).has_value();
  }

  void report_rename(const std::string& from, const std::string& to, Only only, const Place& place,
                     const std::string& pointer) {
    edits_.push_back({place.key, end_of_string(text_, place.key), Json(to).dump()});
    if (!findings_.wants(Severity::notice)) return findings_.count(Severity::notice);
    findings_.add({.severity = Severity::notice,
                   .pointer = pointer + "/" + pointer_token(to),
                   .expected = "the key {0}"_msg(in_quotes(to)),
                   .found = only == Only::any ? "the key {0} of JSON Resume v0"_msg(in_quotes(from))
                                              : "the key {0}"_msg(in_quotes(from)),
                   .hint = "it is renamed"_msg},
                  place.key);
  }

  void drop_ongoing_ends(Json& entry, Place& place, const std::string& pointer) {
    Members& members = entry.get_ref<Json::object_t&>();
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (members[i].first == "roles@" && members[i].second.is_array()) {
        auto& roles = members[i].second;
        for (std::size_t r = 0; r < roles.size(); ++r) {
          if (!roles[r].is_object()) continue;
          drop_end(roles[r], place.children[i].children[r], pointer + "/roles@/" + std::to_string(r));
        }
      }
    }
    drop_end(entry, place, pointer);
  }

  /// Removes the member from the value, its place and the text, together with one comma.
  void drop_end(Json& object, Place& place, const std::string& pointer) {
    Members& members = object.get_ref<Json::object_t&>();
    const auto found = std::ranges::find_if(members, [](const Members::value_type& member) {
      return member.first == "endDate" && member.second.is_string() &&
             means_ongoing(member.second.get_ref<const std::string&>());
    });
    if (found == members.end()) return;
    const auto at = static_cast<std::size_t>(found - members.begin());
    const auto& dropped = place.children[at];
    if (at > 0) {
      edits_.push_back({place.children[at - 1].end, dropped.end, ""});
    } else {
      const bool is_only = place.children.size() == 1;
      edits_.push_back({dropped.key, is_only ? dropped.end : place.children[1].key, ""});
    }
    if (findings_.wants(Severity::notice)) {
      findings_.add({.severity = Severity::notice,
                     .pointer = pointer,
                     .expected = "no endDate for what is ongoing"_msg,
                     .found = "endDate {0}"_msg(in_quotes(found->second.get_ref<const std::string&>())),
                     .hint = "it is taken as ongoing and left out"_msg},
                    dropped.begin);
    } else {
      findings_.count(Severity::notice);
    }
    Members kept;
    kept.reserve(members.size() - 1);
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (i == at) continue;
      kept.emplace_back(members[i].first, std::move(members[i].second));
    }
    members = std::move(kept);
    place.children.erase(place.children.begin() + static_cast<std::ptrdiff_t>(at));
  }

  [[nodiscard]] std::string edited() {
    std::ranges::sort(edits_, {}, &Edit::begin);
    std::string out;
    out.reserve(text_.size() + edits_.size());
    std::size_t at = 0;
    for (const auto& edit : edits_) {
      if (edit.begin < at) continue;  // only if a key is repeated: that is an error, so the text is not used
      out += text_.substr(at, edit.begin - at);
      out += edit.replacement;
      at = edit.end;
    }
    out += text_.substr(at);
    return out;
  }

  std::string_view text_;
  Findings& findings_;
  std::vector<Edit> edits_;
};

}  // namespace

bool means_ongoing(std::string_view text) {
  constexpr std::size_t kLongest = 32;
  const auto begin = text.find_first_not_of(" \t\n");
  if (begin == std::string_view::npos || text.size() > kLongest) return false;
  const auto word = base::ascii_lower(text.substr(begin, text.find_last_not_of(" \t\n") - begin + 1));
  return std::ranges::find(kOngoing, word) != kOngoing.end();
}

std::optional<std::string> migrate(Parsed& parsed, std::string_view text, Findings& findings) {
  return Migrator(text, findings).migrate(parsed);
}

}  // namespace vitrine::cv::check
