#include "auth/tokens/jose.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "auth/tokens/refusal.hpp"
#include "base/digest.hpp"

namespace vitrine::auth::tokens {

namespace {

constexpr std::size_t kMaxKidBytes = 256;

/// The three segments; nothing if there are more or fewer.
std::optional<std::array<std::string_view, 3>> split(std::string_view text) {
  const auto first = text.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = text.find('.', first + 1);
  if (second == std::string_view::npos || text.find('.', second + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  return std::array{text.substr(0, first), text.substr(first + 1, second - first - 1),
                    text.substr(second + 1)};
}

std::optional<Algorithm> algorithm_of(const Json& header, std::initializer_list<Algorithm> allowed) {
  const auto name = string_member(header, "alg");
  const auto* const found =
      std::ranges::find_if(allowed, [&](Algorithm algorithm) { return name == name_of(algorithm); });
  return found == allowed.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

std::string_view name_of(Algorithm algorithm) {
  return algorithm == Algorithm::es256 ? "ES256" : "RS256";
}

Result<Jws> parse_jws(std::string_view text, Padding padding, std::initializer_list<Algorithm> allowed) {
  if (text.size() > kMaxTokenBytes) return refuse("the token is too long");
  const auto segments = split(text);
  if (!segments) return refuse("the token has not three segments");
  const auto decode = [&](std::string_view segment) {
    return padding == Padding::exact ? base::base64url_decode_padded(segment)
                                     : base::base64url_decode(segment);
  };
  const auto header = decode((*segments)[0]);
  auto payload = decode((*segments)[1]);
  auto signature = decode((*segments)[2]);
  if (!header || !payload || !signature) return refuse("a segment of the token is no base64url");

  auto parsed = parse_object(*header);
  if (!parsed) return std::move(parsed).error().context("the token's header");
  if (parsed->contains("crit")) return refuse("the token needs an extension that is not known");
  const auto algorithm = algorithm_of(*parsed, allowed);
  if (!algorithm) return refuse("the token's algorithm is none of those that are allowed");
  std::string kid;
  if (parsed->contains("kid")) {
    kid = string_member(*parsed, "kid").value_or("");
    if (kid.empty() || kid.size() > kMaxKidBytes) return refuse("the token's key ID is none");
  }
  return Jws{.header = std::move(*parsed),
             .algorithm = *algorithm,
             .kid = std::move(kid),
             .signed_part = text.substr(0, (*segments)[0].size() + 1 + (*segments)[1].size()),
             .payload = std::move(*payload),
             .signature = std::move(*signature)};
}

Result<Json> parse_object(std::string_view text) {
  if (text.find('\0') != std::string_view::npos)
    return refuse("it is no JSON object");   // the parser treats it as the end
  std::vector<std::set<std::string>> names;  // member names of the open objects
  bool is_twice = false;
  bool is_deep = false;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    const bool opens =
        event == Json::parse_event_t::object_start || event == Json::parse_event_t::array_start;
    if (opens && depth >= kMaxJsonDepth) is_deep = true;
    if (event == Json::parse_event_t::object_start) names.emplace_back();
    if (event == Json::parse_event_t::object_end) names.pop_back();
    if (event == Json::parse_event_t::key && !names.back().insert(parsed.get<std::string>()).second) {
      is_twice = true;
    }
    return true;
  };
  auto object = Json::parse(text, watch, false);
  if (object.is_discarded() || !object.is_object()) return refuse("it is no JSON object");
  if (is_twice) return refuse("a member occurs twice");
  if (is_deep) return refuse("it is nested too deeply");
  return Result<Json>(boost::system::in_place_value, std::move(object));
}

std::optional<std::string> string_member(const Json& object, std::string_view name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::optional<base::TimePoint> date_member(const Json& object, std::string_view name) {
  constexpr double kEndOf9999 = 253402300799.0;
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number()) return std::nullopt;
  const auto seconds = found->get<double>();
  if (!(seconds >= 0 && seconds <= kEndOf9999)) return std::nullopt;
  return base::TimePoint(std::chrono::milliseconds(static_cast<std::int64_t>(std::floor(seconds * 1000))));
}

}  // namespace vitrine::auth::tokens
