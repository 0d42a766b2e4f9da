#include "cv/document/syntax.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <utility>

#include "base/encoding.hpp"

namespace vitrine::cv {

namespace {

constexpr std::size_t kShownOfError = 40;
constexpr std::string_view kEscapes = "\"\\/bfnrt";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '$';
}

std::optional<unsigned> hex4(std::string_view digits) {
  if (digits.size() < 4) return std::nullopt;
  unsigned value = 0;
  for (const char c : digits.substr(0, 4)) {
    const bool is_lower = c >= 'a' && c <= 'f';
    const bool is_upper = c >= 'A' && c <= 'F';
    if (!is_digit(c) && !is_lower && !is_upper) return std::nullopt;
    value = value * 16 + static_cast<unsigned>(is_digit(c) ? c - '0' : (is_lower ? c - 'a' : c - 'A') + 10);
  }
  return value;
}

bool is_high_surrogate(unsigned unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}

bool is_low_surrogate(unsigned unit) {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

class Explainer {
 public:
  Explainer(std::string_view text, std::size_t from, bool is_number_too_large)
      : text_(text), at_(from), is_number_too_large_(is_number_too_large) {}

  SyntaxFault explain(After after) {
    skip_space();
    switch (after) {
      case After::nothing:
        if (is_plain_text()) {
          return fault("a JSON object"_msg,
                       "this is plain text: a CV as JSON Resume begins with { and ends with }"_msg);
        }
        return value("a JSON object"_msg, "a CV begins with { and ends with }"_msg);
      case After::open_object:
        return key("a key in double quotes, or }"_msg);
      case After::key:
        if (!take(':'))
          return fault("a colon after the key"_msg, "write the key, a colon, then the value"_msg);
        skip_space();
        return value("a value after the colon"_msg, "give a value, or remove the key"_msg);
      case After::member:
        return next('}', "a comma or }"_msg,
                    "put a comma between two members, and } at the end of the object"_msg);
      case After::open_array:
        return value("a value, or ]"_msg, "close the list with ]"_msg);
      case After::element:
        return next(']', "a comma or ]"_msg,
                    "put a comma between two values, and ] at the end of the list"_msg);
      case After::everything:
        break;
    }
    return fault("nothing after the end of the object"_msg,
                 "a document is one object: remove what follows, or look for a } too many"_msg);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

  /// Whether the text is plain words, as of a letter or a table, and not nearly a JSON value.
  [[nodiscard]] bool is_plain_text() const {
    const auto end = std::ranges::find_if_not(rest(), is_word);
    return is_word(peek()) && !is_digit(peek()) && end != rest().end();
  }

  void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  bool take(char wanted) {
    if (peek() != wanted) return false;
    ++at_;
    return true;
  }

  [[nodiscard]] Message here() const {
    if (at_ == text_.size()) return "the end of the text"_msg;
    const auto rest_of_word = std::ranges::find_if_not(rest(), is_word);
    const auto length = static_cast<std::size_t>(rest_of_word - rest().begin());
    if (length > 1) return Message::as_is(base::utf8_truncate(rest().substr(0, length), kShownOfError));
    const auto c = static_cast<unsigned char>(peek());
    if (c < 0x20 || c == 0x7F) {
      std::array<char, 8> code{};
      std::snprintf(code.data(), code.size(), "U+%04X", c);
      return "the control character {0}"_msg(code.data());
    }
    const auto next = std::ranges::find_if(
        rest().substr(1), [](char one) { return (static_cast<unsigned char>(one) & 0xC0U) != 0x80U; });
    return "the character {0}"_msg(std::string(rest().begin(), next));
  }

  [[nodiscard]] SyntaxFault fault(Message expected, Message hint) const {
    if (rest().starts_with("//") || rest().starts_with("/*")) {
      return {at_, std::move(expected), "a comment"_msg, "JSON has no comments: remove it"_msg};
    }
    return {at_, std::move(expected), here(), std::move(hint), at_ == text_.size()};
  }

  SyntaxFault next(char closing, Message expected, Message hint) {
    const auto comma = at_;
    if (!take(',')) return fault(std::move(expected), std::move(hint));
    skip_space();
    if (peek() == closing) {
      at_ = comma;
      const std::string shown(1, closing);
      return {comma, Message::as_is(shown), "a comma before {0}"_msg(shown),
              "remove the comma after the last one"_msg};
    }
    if (closing == '}') return key("a key in double quotes"_msg);
    return value("a value"_msg, "remove the comma if no further value follows"_msg);
  }

  SyntaxFault key(Message expected) {
    if (peek() == '"') return string();
    if (starts_with_other_quote()) return other_quote(std::move(expected));
    if (is_word(peek())) return fault(std::move(expected), "put the key in double quotes"_msg);
    return fault(std::move(expected),
                 at_ == text_.size() ? Message("close the object with }"_msg) : Message{});
  }

  SyntaxFault value(Message expected, Message hint) {
    if (peek() == '"') return string();
    if (starts_with_other_quote()) return other_quote(std::move(expected));
    if (is_digit(peek()) || ((peek() == '-' || peek() == '+') && is_digit(peek(1))) || peek() == '.') {
      return number();
    }
    const auto word = peek() == '-' || peek() == '+' ? rest().substr(1) : rest();
    for (const std::string_view no_number : {"NaN", "Infinity", "nan", "inf", "Inf"}) {
      if (word.starts_with(no_number)) {
        return fault(std::move(expected), "JSON has no such number: leave the key out"_msg);
      }
    }
    for (const auto& [wrong, right] : kLiterals) {
      if (word.starts_with(wrong) && (word.size() == wrong.size() || !is_word(word[wrong.size()]))) {
        return fault(std::move(expected), "write {0}"_msg(right));
      }
    }
    if (is_word(peek())) return fault(std::move(expected), "put text in double quotes"_msg);
    return fault(std::move(expected), std::move(hint));
  }

  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kLiterals{
      {{"True", "true"},
       {"TRUE", "true"},
       {"False", "false"},
       {"FALSE", "false"},
       {"None", "null"},
       {"Null", "null"},
       {"NULL", "null"},
       {"undefined", "null"}}};

  [[nodiscard]] bool starts_with_other_quote() const {
    static constexpr std::array<std::string_view, 8> kQuotes{"'", "`", "“", "”", "„", "‘", "’", "«"};
    return std::ranges::any_of(kQuotes, [&](std::string_view quote) { return rest().starts_with(quote); });
  }

  [[nodiscard]] SyntaxFault other_quote(Message expected) const {
    return fault(std::move(expected), "use the straight double quote \""_msg);
  }

  [[nodiscard]] SyntaxFault number() const {
    const auto is_part = [](char c) { return is_word(c) || c == '.' || c == '+' || c == '-'; };
    const auto end = std::ranges::find_if_not(rest(), is_part);
    const auto shown = Message::as_is(base::utf8_truncate({rest().begin(), end}, kShownOfError));
    if (is_number_too_large_) {
      return {at_, "a number that a double holds (up to about 1.8e308)"_msg, shown,
              "put it in quotes as text"_msg};
    }
    return {at_, "a number as JSON writes it"_msg, shown,
            "digits without a leading zero or +, digits on both sides of the point; put anything else "
            "(a date, a telephone number) in double quotes"_msg};
  }

  /// The first error in the string that opens here.
  SyntaxFault string() {
    const auto opening = at_++;
    while (at_ < text_.size() && peek() != '"') {
      if (static_cast<unsigned char>(peek()) < 0x20) return control_character();
      if (peek() != '\\') {
        ++at_;
        continue;
      }
      if (auto wrong = escape()) return *wrong;
    }
    at_ = opening;
    return {opening, "a closing double quote"_msg, "text that is not closed"_msg,
            "look for a missing \" before the next key, or write \\\" for a quote in the text"_msg};
  }

  [[nodiscard]] SyntaxFault control_character() const {
    if (peek() == '\n' || peek() == '\r') {
      return {at_, "a closing double quote in the same line"_msg, "the end of the line"_msg,
              "close the text here, or write \\n where it shall break"_msg};
    }
    return {at_, "text without control characters"_msg, here(),
            peek() == '\t' ? "write \\t"_msg : "remove it"_msg};
  }

  /// Skips the escape sequence at this place, or returns its error.
  std::optional<SyntaxFault> escape() {
    const auto shown = [&](std::size_t length) {
      const auto raw = rest().substr(0, length);
      return base::find_invalid_utf8(raw) ? Message("a broken escape"_msg) : Message::as_is(std::string(raw));
    };
    if (kEscapes.find(peek(1)) != std::string_view::npos && peek(1) != '\0') {
      at_ += 2;
      return std::nullopt;
    }
    if (peek(1) != 'u') {
      return SyntaxFault{at_, "an escape that JSON has (\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX)"_msg,
                         shown(2), "write \\\\ for a backslash"_msg};
    }
    const auto unit = hex4(rest().substr(2));
    if (!unit)
      return SyntaxFault{at_, "four hexadecimal digits after \\u"_msg, shown(6), "for example \\u00e9"_msg};
    if (is_high_surrogate(*unit)) {
      const auto second = rest().substr(6);
      const auto low = second.starts_with("\\u") ? hex4(second.substr(2)) : std::nullopt;
      if (low && is_low_surrogate(*low)) {
        at_ += 12;
        return std::nullopt;
      }
    }
    if (is_high_surrogate(*unit) || is_low_surrogate(*unit)) {
      return SyntaxFault{at_, "a whole character"_msg, "half of a surrogate pair, {0}"_msg(shown(6)),
                         "write both halves (\\ud83d\\ude00) or the character itself"_msg};
    }
    at_ += 6;
    return std::nullopt;
  }

  std::string_view text_;
  std::size_t at_;
  bool is_number_too_large_;
};

}  // namespace

SyntaxFault explain_syntax(std::string_view text, std::size_t from, After after, bool is_number_too_large) {
  return Explainer(text, from, is_number_too_large).explain(after);
}

}  // namespace vitrine::cv
