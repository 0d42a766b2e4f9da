#include "base/message.hpp"

#include <optional>

#include "base/ascii.hpp"

namespace vitrine {

namespace {

/// The number of the place that `text` begins with; nothing where it begins with none of `count`.
std::optional<std::size_t> place_at(std::string_view text, std::size_t count) {
  if (text.size() < 3 || text[0] != '{' || text[2] != '}' || !base::is_ascii_digit(text[1]))
    return std::nullopt;
  const auto number = static_cast<std::size_t>(text[1] - '0');
  return number < count ? std::optional(number) : std::nullopt;
}

/// Calls `value(number, what follows)` for each place, and appends what it gives.
template <class Value>
std::string fill(std::string_view text, std::size_t count, const Value& value) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    if (const auto number = place_at(text, count)) {
      text.remove_prefix(3);
      out += value(*number, text);
    } else {
      out += '{';
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace

std::size_t Message::size() const {
  auto out = words_.size();
  for (const auto& value : values_) out += value.size();
  return out;
}

std::string Message::text() const {
  return text([](std::string_view words) { return words; });
}

std::string Message::text(const Translate& translate) const {
  if (!is_template_) return words_;
  // Whether the words of a message end with a full stop, which a value that stands at the end does not count
  // for.
  const auto is_sentence = [&translate](const auto& self, const Message& message) -> bool {
    if (!message.is_template_) return false;
    const auto words = translate(message.words_);
    const auto last =
        words.size() < 3 ? std::nullopt : place_at(words.substr(words.size() - 3), message.values_.size());
    return last ? self(self, message.values_[*last]) : words.ends_with('.');
  };
  return fill(translate(words_), values_.size(), [&](std::size_t number, std::string_view rest) {
    const auto& value = values_[number];
    auto out = value.text(translate);
    const bool goes_on =
        !rest.empty() && std::string_view(",;:.").find(rest.front()) != std::string_view::npos;
    if (goes_on && is_sentence(is_sentence, value)) out.pop_back();
    return out;
  });
}

Message Message::context(Message where) && {
  return "{0}: {1}"_msg(where, *this);
}

std::string filled(std::string_view text, const std::vector<std::string>& values) {
  return fill(text, values.size(), [&](std::size_t number, std::string_view) { return values[number]; });
}

}  // namespace vitrine
