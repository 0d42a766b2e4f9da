#include "cv/check/validate.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.hpp"
#include "cv/check/date_hint.hpp"
#include "cv/check/doi.hpp"
#include "cv/check/likely_key.hpp"
#include "cv/check/spelling.hpp"
#include "cv/document/date.hpp"
#include "cv/document/path.hpp"
#include "cv/language/language_tag.hpp"

namespace vitrine::cv::check {

namespace {

bool has_space_or_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; });
}

/// A scheme with text behind it (RFC 3986 section 3); no more, since this only warns.
bool looks_like_url(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos || colon + 1 == text.size()) return false;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_scheme = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  };
  return is_letter(text[0]) && std::ranges::all_of(text.substr(0, colon), is_scheme) &&
         !has_space_or_control(text);
}

/// Text, an @, text: more cannot be checked without the mail server.
bool looks_like_email(std::string_view text) {
  const auto at = text.find('@');
  return at != 0 && at != std::string_view::npos && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos && !has_space_or_control(text);
}

/// "#rrggbb".
bool looks_like_colour(std::string_view text) {
  return text.size() == 7 && text[0] == '#' &&
         text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

/// "fro", "FOR": probably a restriction, which would be read as a language.
bool is_for_misspelt(std::string_view suffix) {
  std::string letters(suffix);
  for (char& c : letters) c = base::ascii_lower(c);
  std::ranges::sort(letters);
  return letters == "for" && suffix != "for";
}

bool is_of_type(const Json& value, Schema::Type type) {
  switch (type) {
    case Schema::Type::string:
      return value.is_string();
    case Schema::Type::array:
      return value.is_array();
    case Schema::Type::object:
      return value.is_object();
    case Schema::Type::boolean:
      return value.is_boolean();
    case Schema::Type::any:
      break;
  }
  return true;
}

Message type_hint(const Json& value, Schema::Type wanted) {
  if (wanted == Schema::Type::string && (value.is_number() || value.is_boolean())) {
    return "put it in quotes: \"{0}\""_msg(value.dump());
  }
  if (wanted == Schema::Type::array && !value.is_array()) return "put it in brackets: [ … ]"_msg;
  return {};
}

/// Whether `end` is before `start`, compared in their common precision.
bool is_before(const Date& end, const Date& start) {
  if (end.year != start.year) return end.year < start.year;
  if (end.month == 0 || start.month == 0) return false;
  if (end.month != start.month) return end.month < start.month;
  return end.day != 0 && start.day != 0 && end.day < start.day;
}

/// The number of non-empty texts in a value.
std::size_t texts_in(const Json& value) {
  if (value.is_string()) {
    return value.get_ref<const std::string&>().find_first_not_of(" \t\r\n") == std::string::npos ? 0 : 1;
  }
  std::size_t count = 0;
  if (value.is_array() || value.is_object()) {
    for (const auto& one : value) count += texts_in(one);
  }
  return count;
}

class Validator {
 public:
  explicit Validator(Findings& findings) : findings_(findings) {}

  void check(const Schema& schema, const Json& value, const Place& place) {
    if (!schema.alternatives.empty()) {
      const auto fits = [&](const Schema* one) { return is_of_type(value, one->type); };
      const auto one = std::ranges::find_if(schema.alternatives, fits);
      return one == schema.alternatives.end() ? report_type(schema, value, place)
                                              : check(**one, value, place);
    }
    if (!is_of_type(value, schema.type)) return report_type(schema, value, place);
    if (value.is_string()) {
      check_text(schema, value.get_ref<const std::string&>(), place);
    } else if (value.is_array() && schema.items != nullptr) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        path_.enter(i);
        check(*schema.items, value[i], place.children[i]);
        path_.leave();
      }
    } else if (value.is_object()) {
      check_object(schema, value.get_ref<const Json::object_t&>(), place);
    }
  }

  [[nodiscard]] std::size_t unshown_texts() const { return unshown_texts_; }

 private:
  void report(Severity severity, std::uint32_t offset, Message expected, Message found, Message hint) {
    if (!findings_.wants(severity)) return findings_.count(severity);
    findings_.add({.severity = severity,
                   .pointer = path_.pointer(),
                   .expected = std::move(expected),
                   .found = std::move(found),
                   .hint = std::move(hint)},
                  offset);
  }
  void notice(std::uint32_t offset, Message expected, Message found, Message hint) {
    report(Severity::notice, offset, std::move(expected), std::move(found), std::move(hint));
  }

  void report_type(const Schema& schema, const Json& value, const Place& place) {
    if (value.is_null()) {
      const auto* key = path_.key();
      if (key != nullptr && (key->ends_with("@for") || *key == "@in")) {
        return report(Severity::error, place.begin, schema.expected, Message::as_is("null"),
                      "list them, or remove the key"_msg);
      }
      return notice(place.begin, schema.expected, Message::as_is("null"),
                    "it is taken as absent; leave it out"_msg);
    }
    report(Severity::error, place.begin, schema.expected, describe(value), type_hint(value, schema.type));
  }

  void check_text(const Schema& schema, const std::string& text, const Place& place) {
    const auto found = [&] { return "the text {0}"_msg(in_quotes(text)); };
    if (schema.form == Schema::Form::date) return check_date(schema, text, place);
    if (schema.form == Schema::Form::language_tag && !is_language_tag(text)) {
      return notice(place.begin, schema.expected, found(), "as it stands it is not used"_msg);
    }
    if (text.empty()) return;
    if (schema.form == Schema::Form::colour && !looks_like_colour(text)) {
      return notice(place.begin, schema.expected, found(), "as it stands it is not used"_msg);
    }
    if (!schema.choices.empty() && std::ranges::find(schema.choices, text) == schema.choices.end()) {
      const std::vector<std::string_view> choices(schema.choices.begin(), schema.choices.end());
      const auto meant = nearest(text, choices);
      return notice(
          place.begin, schema.expected, found(),
          meant.empty() ? Message("as it stands it has no effect"_msg) : did_you_mean(std::string(meant)));
    }
    if (schema.format == Schema::Format::uri && !doi_of(text).empty() && !has_space_or_control(text)) {
      notice(place.begin, schema.expected, "{0}, a DOI"_msg(found()),
             "write {0}"_msg(in_quotes(std::string(kDoiResolver).append(doi_of(text)))));
    } else if (schema.format == Schema::Format::uri && !looks_like_url(text)) {
      const bool is_host = !has_space_or_control(text) && text.find('.') != std::string::npos;
      notice(place.begin, schema.expected, found(),
             is_host ? "begin it with https://"_msg : "as it stands it may not work as a link"_msg);
    } else if (schema.format == Schema::Format::email && !looks_like_email(text)) {
      notice(place.begin, schema.expected, found(), "as it stands it may not work as a link"_msg);
    }
  }

  void check_date(const Schema& schema, const std::string& text, const Place& place) {
    if (text.empty()) {
      return notice(place.begin, schema.expected, "empty text"_msg,
                    "it is taken as absent; leave it out"_msg);
    }
    const auto date = parse_date(text);
    if (!date) {
      return report(Severity::error, place.begin, schema.expected, "the text {0}"_msg(in_quotes(text)),
                    date_hint(text));
    }
    if (text.size() >= 7 && date->month == 0) {
      notice(place.begin, "a month from 01 to 12"_msg, "the text {0}"_msg(in_quotes(text)),
             "only the year is taken: {0}"_msg(text.substr(0, 4)));
    } else if (text.size() == 10 && date->day == 0) {
      notice(place.begin, "a day that the month has"_msg, "the text {0}"_msg(in_quotes(text)),
             "only year and month are taken: {0}"_msg(text.substr(0, 7)));
    }
  }

  void check_object(const Schema& schema, const Members& members, const Place& place) {
    if (schema.properties.empty() && schema.additional == nullptr) return;  // not described
    Names names{schema, members, {}, {}};
    for (std::size_t i = 0; i < members.size(); ++i) {
      const auto& [key, value] = members[i];
      path_.enter(key);
      if (!check_member(schema, key, value, place.children[i])) {
        report_unknown(names, key, value, place.children[i]);
      }
      path_.leave();
    }
    check_period(schema, members, place);
  }

  /// Returns whether the schema knows the key.
  bool check_member(const Schema& schema, const std::string& key, const Json& value, const Place& place) {
    const auto property = schema.properties.find(key);
    if (property != schema.properties.end()) {
      check(*property->second, value, place);
      return true;
    }
    if (key.find('@') == std::string::npos) {
      if (schema.additional != nullptr) check(*schema.additional, value, place);
      return schema.additional != nullptr;
    }
    for (const auto& pattern : schema.patterns) {
      if (!pattern.matches(key)) continue;
      warn_of_misspelt_for(key, place);
      check(*pattern.schema, value, place);
      return true;
    }
    return false;
  }

  void check_period(const Schema& schema, const Members& members, const Place& place) {
    if (!schema.properties.contains("startDate") || !schema.properties.contains("endDate")) return;
    const auto text_of = [&](std::size_t i) {
      return members[i].second.is_string() ? std::string_view(members[i].second.get_ref<const std::string&>())
                                           : std::string_view();
    };
    std::optional<Date> start;
    std::string_view start_text;
    std::optional<std::size_t> end_at;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (members[i].first == "startDate") {
        start_text = text_of(i);
        start = parse_date(start_text);
      } else if (members[i].first == "endDate") {
        end_at = i;
      }
    }
    if (!start || !end_at) return;
    const auto end = parse_date(text_of(*end_at));
    if (!end || !is_before(*end, *start)) return;
    path_.enter(members[*end_at].first);
    notice(place.children[*end_at].begin, "an end not before the start, {0}"_msg(in_quotes(start_text)),
           "the text {0}"_msg(in_quotes(text_of(*end_at))), "the two may be swapped"_msg);
    path_.leave();
  }

  /// The names that an object's keys could have meant. Built on first use, once for an object.
  struct Names {
    const Schema& schema;
    const Members& members;
    std::optional<std::set<std::string_view>> plain;          ///< its own keys without an '@'
    std::optional<std::vector<std::string_view>> free_known;  ///< known fields that it does not have

    bool has(std::string_view name) { return plain_keys().contains(name); }
    const std::set<std::string_view>& plain_keys() {
      if (!plain) {
        plain.emplace();
        for (const auto& [key, value] : members) {
          if (key.find('@') == std::string::npos) plain->insert(key);
        }
      }
      return *plain;
    }
    const std::vector<std::string_view>& free_fields() {
      if (!free_known) {
        free_known.emplace();
        for (const auto& [name, property] : schema.properties) {
          if (name.find('@') == std::string::npos && !has(name)) free_known->push_back(name);
        }
      }
      return *free_known;
    }
    [[nodiscard]] std::vector<std::string_view> known(bool with_at) const {
      std::vector<std::string_view> out;
      for (const auto& [name, property] : schema.properties) {
        if ((name.find('@') != std::string::npos) == with_at) out.push_back(name);
      }
      return out;
    }
  };

  void report_unknown(Names& names, const std::string& key, const Json& value, const Place& place) {
    const auto at = key.find('@');
    // Programs keep their own settings about the document in meta.
    const bool is_content = at == std::string::npos && path_.top() != nullptr && *path_.top() != "meta";
    const auto texts = is_content ? texts_in(value) : 0;
    unshown_texts_ += texts;
    if (!findings_.wants(Severity::notice)) return;  // nobody would read the guess
    if (at != std::string::npos) return report_unknown_addition(names, key, at, place);
    const auto found = texts > 1 ? "the key {0} with {1} texts"_msg(in_quotes(key), texts)
                                 : "the key {0}"_msg(in_quotes(key));
    if (guesses_left_ > 0) --guesses_left_;
    const auto meant = guesses_left_ == 0 ? std::string{}
                       : is_content       ? meant_by(names, key)
                                          : std::string(nearest(key, names.free_fields()));
    if (!meant.empty() && names.has(meant)) {
      if (texts == 0) return;
      return notice(
          place.key, "a key that JSON Resume has"_msg, found,
          "move what it holds to {0}. As it stands it is kept but shown nowhere"_msg(in_quotes(meant)));
    }
    if (!meant.empty()) {
      return notice(place.key, "a key that JSON Resume has"_msg, found,
                    "{0} As it stands it is kept but shown nowhere"_msg(did_you_mean(meant)));
    }
    if (texts > 0)
      notice(place.key, "a key that JSON Resume has"_msg, found, "it is kept but shown nowhere"_msg);
  }

  static std::string meant_by(Names& names, const std::string& key) {
    auto likely = likely_key(names.schema, key);
    if (!likely.empty() && !names.has(likely)) return likely;
    if (const auto near = nearest(key, names.free_fields()); !near.empty()) return std::string(near);
    return likely;
  }

  /// Reports a key with an '@' that the schema does not know.
  void report_unknown_addition(Names& names, const std::string& key, std::size_t at, const Place& place) {
    const auto field = std::string_view(key).substr(0, at);
    const auto suffix = std::string_view(key).substr(at + 1);
    const auto found = "the key {0}"_msg(in_quotes(key));
    if (is_language_tag(suffix) && !field.empty()) {
      warn_of_misspelt_for(key, place);
      if (names.schema.properties.contains(field) || names.has(field)) return;
      const auto meant = nearest(field, names.known(false));
      return notice(place.key, "a field that is here, before the @"_msg, found,
                    meant.empty() ? "there is no field {0} to translate"_msg(in_quotes(field))
                                  : did_you_mean(std::string(meant) + "@" + std::string(suffix)));
    }
    const auto whole = nearest(key, names.known(true));
    if (!whole.empty())
      return notice(place.key, "a key with an @ that means something"_msg, found,
                    did_you_mean(std::string(whole)));
    Message hint = "it is kept but has no effect"_msg;
    std::string tag(suffix);
    std::ranges::replace(tag, '_', '-');
    if (!field.empty() && is_language_tag(tag)) {
      hint = did_you_mean(std::string(field) + "@" + tag);
    } else if (!field.empty() && edit_distance(suffix, "for", 1) <= 1) {
      hint = did_you_mean(std::string(field) + "@for");
    }
    notice(place.key, field.empty() ? "@for or @in"_msg : "a language tag or \"for\" after the @"_msg, found,
           std::move(hint));
  }

  void warn_of_misspelt_for(std::string_view key, const Place& place) {
    const auto at = key.find('@');
    const auto suffix = key.substr(at + 1);
    if (at == 0 || !is_for_misspelt(suffix)) return;
    notice(place.key, "a field in another language, or @for"_msg, "the key {0}"_msg(in_quotes(key)),
           "{0} As it stands it restricts nobody: it is a translation"_msg(
               did_you_mean(std::string(key.substr(0, at)) + "@for")));
  }

  static Message did_you_mean(const std::string& key) { return "did you mean {0}?"_msg(in_quotes(key)); }

  Findings& findings_;
  Path path_;
  std::size_t unshown_texts_ = 0;
  std::size_t guesses_left_ = 4 * Findings::kMaxKept;  ///< a hostile text may have thousands of keys
};

}  // namespace

std::size_t validate(const Parsed& parsed, const Schema& schema, Findings& findings) {
  Validator validator(findings);
  validator.check(schema, parsed.root, parsed.place);
  return validator.unshown_texts();
}

}  // namespace vitrine::cv::check
