#include "cv/document/parse.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <numeric>
#include <span>
#include <string>
#include <utility>

#include "base/encoding.hpp"
#include "cv/document/syntax.hpp"

namespace vitrine::cv {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr int kNumberOverflow = 406;  // the error id of nlohmann's parser

std::uint32_t narrow(std::size_t offset) {
  return static_cast<std::uint32_t>(offset);  // the size limit was checked before
}

/// Receives the parser's events, builds the value, and records the place of each token in the text. The
/// parser has validated the text before its event, so the builder only needs to skip ahead.
class Builder {
 public:
  Builder(std::string_view text, std::size_t begin, std::size_t max_depth, Findings& findings)
      : text_(text), at_(begin), max_depth_(max_depth), findings_(findings) {}

  bool null() { return literal(nullptr); }
  bool boolean(bool value) { return literal(value); }
  bool number_integer(Json::number_integer_t value) { return number(value); }
  bool number_unsigned(Json::number_unsigned_t value) { return number(value); }
  bool number_float(Json::number_float_t value, const std::string& /*raw*/) { return number(value); }

  bool string(std::string& value) {
    Place place = next_token();
    at_ = end_of_string(text_, at_);
    return add(Json(std::move(value)), std::move(place));
  }

  static bool binary(Json::binary_t& /*value*/) { return false; }  // JSON has no binary values

  bool start_object(std::size_t /*elements*/) { return open(true); }
  bool start_array(std::size_t /*elements*/) { return open(false); }

  bool key(std::string& value) {
    auto& top = stack_.back();
    top.key_offset = next_token().begin;
    top.key = std::move(value);
    at_ = end_of_string(text_, at_);
    after_ = After::key;
    return true;
  }

  bool end_object() {
    report_repeated_keys(stack_.size() - 1);
    Json object = Json::object();
    Members& members = object.get_ref<Json::object_t&>();  // repeated keys are reported, and kept for now
    members.reserve(stack_.back().members.size());
    for (auto& [name, value] : stack_.back().members) {
      members.emplace_back(std::move(name), std::move(value));
    }
    return close(std::move(object));
  }

  bool end_array() {
    Json array = Json::array();
    array.get_ref<Json::array_t&>() = std::move(stack_.back().elements);
    return close(std::move(array));
  }

  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& fault) {
    auto why = explain_syntax(text_, at_, after_, fault.id == kNumberOverflow);
    if (why.is_at_end && !stack_.empty()) {
      const auto& open = stack_.back();
      const auto line = findings_.line_of(open.place.begin);
      why.hint = open.is_object ? "the object that opens in line {0} is not closed"_msg(line)
                                : "the list that opens in line {0} is not closed"_msg(line);
    }
    findings_.add({.pointer = pointer(stack_.size()),
                   .expected = std::move(why.expected),
                   .found = std::move(why.found),
                   .hint = std::move(why.hint)},
                  why.offset);
    return false;
  }

  /// Returns the result after the parser has succeeded.
  Parsed take() { return {std::move(root_), std::move(root_place_)}; }

  /// After an error, also checks the objects that are still open for repeated keys.
  void give_up() {
    for (std::size_t i = 0; i < stack_.size(); ++i) report_repeated_keys(i);
  }

 private:
  /// An open object or array. Members are collected in a plain vector: the vector inside the map has constant
  /// keys, so growing it would copy all members each time.
  struct Frame {
    bool is_object = false;
    Place place;
    std::string key;
    std::uint32_t key_offset = 0;
    std::vector<std::pair<std::string, Json>> members;
    std::vector<Json> elements;
  };

  /// Steps to the next token and returns its place so far.
  Place next_token() {
    at_ = std::min(text_.find_first_not_of(" \t\r\n,:", at_), text_.size());
    return {.key = narrow(at_), .begin = narrow(at_), .end = narrow(at_), .children = {}};
  }

  bool literal(Json value) {
    Place place = next_token();
    at_ += value.is_boolean() && !value.get<bool>() ? 5 : 4;
    return add(std::move(value), std::move(place));
  }

  bool number(Json value) {
    Place place = next_token();
    at_ = std::min(text_.find_first_not_of("+-.0123456789eE", at_), text_.size());
    return add(std::move(value), std::move(place));
  }

  bool open(bool is_object) {
    Place place = next_token();
    if (stack_.size() == max_depth_) {
      findings_.add({.pointer = pointer(stack_.size()),
                     .expected = "at most {0} lists and objects in each other"_msg(max_depth_),
                     .found = "one more"_msg,
                     .hint = "nest less deeply"_msg},
                    at_);
      return false;
    }
    ++at_;
    stack_.emplace_back();
    stack_.back().is_object = is_object;
    stack_.back().place = std::move(place);
    after_ = is_object ? After::open_object : After::open_array;
    return true;
  }

  bool close(Json value) {
    next_token();
    ++at_;
    Place place = std::move(stack_.back().place);
    stack_.pop_back();
    return add(std::move(value), std::move(place));
  }

  bool add(Json value, Place place) {
    place.end = narrow(at_);
    if (stack_.empty()) {
      root_ = std::move(value);
      root_place_ = std::move(place);
      after_ = After::everything;
      return true;
    }
    auto& top = stack_.back();
    if (top.is_object) {
      place.key = top.key_offset;
      top.members.emplace_back(std::move(top.key), std::move(value));
    } else {
      top.elements.push_back(std::move(value));
    }
    top.place.children.push_back(std::move(place));
    after_ = top.is_object ? After::member : After::element;
    return true;
  }

  /// Pointer to the value inside the first `depth` open objects and arrays.
  [[nodiscard]] std::string pointer(std::size_t depth) const {
    std::string out;
    for (const auto& frame : std::span(stack_).first(depth)) {
      if (frame.is_object && &frame == &stack_.back() && after_ != After::key) break;
      out += "/" + (frame.is_object ? pointer_token(frame.key) : std::to_string(frame.elements.size()));
    }
    return out;
  }

  void report_repeated_keys(std::size_t depth) {
    const auto& frame = stack_[depth];
    const auto& members = frame.members;
    // Sorting, not hashing: no choice of keys can make it slow.
    std::vector<std::size_t> order(members.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {},
                      [&](std::size_t i) { return std::pair(std::string_view(members[i].first), i); });
    std::size_t first = 0;
    for (std::size_t i = 1; i < order.size(); ++i) {
      const auto& name = members[order[i]].first;
      if (name != members[order[first]].first) {
        first = i;
        continue;
      }
      if (!findings_.wants(Severity::error)) {
        findings_.count(Severity::error);
        continue;
      }
      const auto first_line = findings_.line_of(frame.place.children[order[first]].key);
      const auto offset = frame.place.children[order[i]].key;
      findings_.add({.pointer = pointer(depth) + "/" + pointer_token(name),
                     .expected = "each key once in an object"_msg,
                     .found = "the key {0} again in line {1}, first in line {2}"_msg(
                         in_quotes(name), findings_.line_of(offset), first_line),
                     .hint = "keep one of them"_msg},
                    offset);
    }
  }

  std::string_view text_;
  std::size_t at_;  ///< behind the last token
  const std::size_t max_depth_;
  Findings& findings_;
  After after_ = After::nothing;
  std::vector<Frame> stack_;
  Json root_;
  Place root_place_;
};

/// Checks of the bytes alone. Returns whether parsing can go on.
bool check_bytes(std::string_view bytes, Findings& findings, std::size_t max_bytes) {
  if (bytes.size() > max_bytes) {
    findings.add({.expected = "at most {0} bytes ({1} KiB)"_msg(max_bytes, max_bytes / 1024),
                  .found = "{0} bytes"_msg(bytes.size()),
                  .hint = "shorten it; a picture belongs in a file of its own, named by its address"_msg},
                 Findings::kNoOffset);
    return false;
  }
  if (bytes.starts_with(kByteOrderMark)) {
    findings.add({.expected = "text that begins with {"_msg,
                  .found = "a byte order mark"_msg,
                  .hint = "remove it: save as UTF-8 without BOM"_msg},
                 0);
  }
  if (const auto at = base::find_invalid_utf8(bytes)) {
    std::array<char, 8> hex{};
    std::snprintf(hex.data(), hex.size(), "0x%02X", static_cast<unsigned char>(bytes[*at]));
    findings.add({.expected = "UTF-8 text"_msg,
                  .found = "the byte {0} at offset {1}"_msg(hex.data(), *at),
                  .hint = "save the file as UTF-8"_msg},
                 *at);
    return false;
  }
  // The parser would treat a zero byte as the end of the text.
  if (const auto at = bytes.find('\0'); at != std::string_view::npos) {
    findings.add({.expected = "text without control characters"_msg,
                  .found = "a zero byte at offset {0}"_msg(at),
                  .hint = "save the file as UTF-8 (UTF-16 has zero bytes), or remove it"_msg},
                 at);
    return false;
  }
  if (bytes.find_first_not_of(" \t\r\n", bytes.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0) ==
      std::string_view::npos) {
    findings.add({.expected = "a JSON object"_msg,
                  .found = "no text at all"_msg,
                  .hint = "the smallest CV is {\"basics\": {\"name\": \"…\"}}"_msg},
                 0);
    return false;
  }
  return true;
}

/// One reference token of a pointer, without escapes.
std::string unescaped(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool is_escape = token[i] == '~' && i + 1 < token.size();
    out += !is_escape ? token[i] : (token[++i] == '1' ? '/' : '~');
  }
  return out;
}

/// Index of the child that `token` names; nothing if there is none.
std::optional<std::size_t> child_index(const Json& value, std::string_view token) {
  if (value.is_object()) {
    const Members& members = value.get_ref<const Json::object_t&>();
    const auto found = std::ranges::find(members, unescaped(token), &Members::value_type::first);
    if (found == members.end()) return std::nullopt;
    return static_cast<std::size_t>(found - members.begin());
  }
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  const bool is_index = error == std::errc() && end == token.data() + token.size() && value.is_array();
  if (!is_index || index >= value.size() || (token.size() > 1 && token[0] == '0')) return std::nullopt;
  return index;
}

}  // namespace

std::optional<Parsed> parse(std::string_view bytes, Findings& findings, std::size_t max_bytes,
                            std::size_t max_depth) {
  if (!check_bytes(bytes, findings, max_bytes)) return std::nullopt;
  std::size_t begin = 0;
  while (bytes.substr(begin).starts_with(kByteOrderMark)) begin += kByteOrderMark.size();
  Builder builder(bytes, begin, max_depth, findings);
  const auto text = bytes.substr(begin);
  if (!Json::sax_parse(text.begin(), text.end(), &builder)) {
    builder.give_up();
    return std::nullopt;
  }
  auto parsed = builder.take();
  if (!parsed.root.is_object()) {
    findings.add({.expected = "an object: { … }"_msg,
                  .found = describe(parsed.root),
                  .hint = "a CV begins with { and ends with }"_msg},
                 parsed.place.begin);
    return std::nullopt;
  }
  return parsed;
}

const Place* find_place(const Parsed& parsed, std::string_view pointer) {
  const Json* value = &parsed.root;
  const Place* place = &parsed.place;
  while (!pointer.empty()) {
    if (pointer.front() != '/') return nullptr;
    pointer.remove_prefix(1);
    const auto token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    const auto index = child_index(*value, token);
    if (!index) return nullptr;
    if (value->is_object()) {
      const Members& members = value->get_ref<const Json::object_t&>();
      value = &members[*index].second;
    } else {
      value = &(*value)[*index];
    }
    place = &place->children[*index];
  }
  return place;
}

std::size_t end_of_string(std::string_view text, std::size_t quote) {
  for (std::size_t at = quote + 1; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return text.size();
}

}  // namespace vitrine::cv
