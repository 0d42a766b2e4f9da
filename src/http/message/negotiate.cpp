#include "http/message/negotiate.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/ascii.hpp"

namespace vitrine::http {

namespace {

/// The part before the next `separator`; removes it and the separator from `rest`.
std::string_view next(std::string_view& rest, char separator) {
  const auto end = std::min(rest.find(separator), rest.size());
  const auto part = base::trimmed(rest.substr(0, end), " \t");
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

/// A weight in thousandths (section 12.4.2: at most three digits, at most 1).
std::optional<int> parse_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  int value = (text[0] - '0') * 1000;
  if (text.size() == 1) return value;
  if (text[1] != '.') return std::nullopt;
  int place = 100;
  for (const char c : text.substr(2)) {
    if (c < '0' || c > '9') return std::nullopt;
    value += (c - '0') * place;
    place /= 10;
  }
  return value <= 1000 ? std::optional(value) : std::nullopt;
}

struct Member {
  std::string_view range;
  int weight = 1000;
};

std::vector<Member> members(std::string_view value) {
  std::vector<Member> out;
  while (!value.empty()) {
    auto element = next(value, ',');
    Member member{.range = next(element, ';')};
    bool ok = !member.range.empty();
    while (!element.empty()) {
      const auto parameter = next(element, ';');
      if (parameter.size() >= 2 && base::ascii_lower(parameter[0]) == 'q' && parameter[1] == '=') {
        const auto weight = parse_weight(parameter.substr(2));
        ok = ok && weight.has_value();
        member.weight = weight.value_or(0);
        break;  // parameters behind the weight are extensions
      }
    }
    if (ok) out.push_back(member);
  }
  return out;
}

/// The precision with which a media range matches `type`: 3 the type itself, 2 "text/*", 1 "*/*", 0 no match.
int specificity(std::string_view range, std::string_view type) {
  if (base::equals_ignoring_case(range, type)) return 3;
  if (range == "*/*") return 1;
  const auto slash = type.find('/');
  return range.ends_with("/*") &&
                 base::equals_ignoring_case(range.substr(0, range.size() - 1), type.substr(0, slash + 1))
             ? 2
             : 0;
}

/// Whether `tag` is `range` or begins with it and a '-'.
bool begins_with(std::string_view tag, std::string_view range) {
  return tag.size() >= range.size() && base::equals_ignoring_case(tag.substr(0, range.size()), range) &&
         (tag.size() == range.size() || tag[range.size()] == '-');
}

/// Index of the offered tag that matches a range; by lookup first, then a more specific tag.
std::optional<std::size_t> look_up(std::string_view range, std::span<const std::string> offered) {
  for (auto cut = range; !cut.empty();) {
    for (std::size_t i = 0; i < offered.size(); ++i) {
      if (base::equals_ignoring_case(offered[i], cut)) return i;
    }
    const auto dash = cut.rfind('-');
    cut = dash == std::string_view::npos ? std::string_view{} : cut.substr(0, dash);
    if (cut.size() > 2 && cut[cut.size() - 2] == '-')
      cut.remove_suffix(2);  // remove a singleton subtag together with the subtag it introduced
  }
  for (std::size_t i = 0; i < offered.size(); ++i) {
    if (begins_with(offered[i], range)) return i;
  }
  return std::nullopt;
}

}  // namespace

std::string_view choose_encoding(std::string_view accept_encoding,
                                 std::span<const std::string_view> offered) {
  const auto listed = members(accept_encoding);
  std::string_view best;
  int best_weight = 0;
  for (const auto coding : offered) {
    std::optional<int> weight;
    std::optional<int> any;
    for (const auto& member : listed) {
      if (base::equals_ignoring_case(member.range, coding)) weight = member.weight;
      if (member.range == "*") any = member.weight;
    }
    constexpr int kLast = 1;  // identity without an explicit weight is worth less than any requested coding
    const int value = weight ? *weight : any ? *any : coding == "identity" ? kLast : 0;
    if (value > best_weight) {
      best = coding;
      best_weight = value;
    }
  }
  return best;
}

std::string_view choose_media_type(std::string_view accept, std::span<const std::string_view> offered) {
  const auto listed = members(accept);
  if (listed.empty()) return offered.empty() ? std::string_view{} : offered.front();
  std::string_view best;
  int best_weight = 0;
  for (const auto type : offered) {
    int found = 0;
    int weight = 0;
    for (const auto& member : listed) {
      const int exactness = specificity(member.range, type);
      if (exactness > found) {
        found = exactness;
        weight = member.weight;
      }
    }
    if (weight > best_weight) {
      best = type;
      best_weight = weight;
    }
  }
  return best;
}

std::string choose_language(std::string_view accept_language, std::span<const std::string> offered) {
  if (offered.empty()) return {};
  auto listed = members(accept_language);
  std::ranges::sort(listed, [](const Member& one, const Member& other) {  // of equal ones, the first in the
                                                                          // field
    return one.weight != other.weight ? one.weight > other.weight : one.range.data() < other.range.data();
  });
  for (const auto& member : listed) {
    if (member.weight == 0) break;
    if (member.range == "*") {
      const auto is_excluded = [&](std::string_view tag) {
        return std::ranges::any_of(
            listed, [&](const Member& other) { return other.weight == 0 && begins_with(tag, other.range); });
      };
      const auto any = std::ranges::find_if_not(offered, is_excluded);
      return any == offered.end() ? offered.front() : *any;
    }
    if (const auto index = look_up(member.range, offered)) return offered[*index];
  }
  return offered.front();
}

}  // namespace vitrine::http
