#pragma once
// A text for a person that can be translated: an English template and the values for its places. The template
// is the key of its translations (as in gettext); src/messages/ has them.
// C++17 suffices, since clang reads src/cv/formats/pdf_attachments.cpp in that language.

#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace vitrine {

class Message;

/// A template of the source, such as `"there is no CV '{0}'"_msg`. scripts/check_messages.py finds all of
/// them by that suffix, the only way to make one, and holds the translations to them.
class Template {
 public:
  /// The message with these values: texts as they are, whole numbers, or messages.
  template <class... Values>
  Message operator()(const Values&... values) const;

  [[nodiscard]] constexpr std::string_view text() const { return text_; }  ///< places are {0} to {9}

  friend constexpr Template operator""_msg(const char* text, std::size_t size);

 private:
  constexpr explicit Template(std::string_view text) : text_(text) {}

  std::string_view text_;
};

constexpr Template operator""_msg(const char* text, std::size_t size) {
  return Template({text, size});
}

/// A template with its values, or a text as it is.
class Message {
 public:
  /// The text for a template in a language; the view must live until the message is written.
  using Translate = std::function<std::string_view(std::string_view)>;

  Message() = default;
  Message(Template words) : words_(words.text()), is_template_(true) {}

  /// A text that is the same in every language: a name, the words of a library or of the system, a fault that
  /// only programmers read (ErrorCode::internal).
  static Message as_is(std::string text) {
    Message out;
    out.words_ = std::move(text);
    return out;
  }

  /// A template that is only known at run time: a title of the schema of documents.
  static Message of_template(std::string words, std::vector<Message> values = {}) {
    Message out;
    out.words_ = std::move(words);
    out.values_ = std::move(values);
    out.is_template_ = true;
    return out;
  }

  [[nodiscard]] bool empty() const { return words_.empty(); }

  /// Bytes of the template and of the values together.
  [[nodiscard]] std::size_t size() const;

  /// The English text.
  [[nodiscard]] std::string text() const;

  /// The text in the language of `translate`. A sentence in the place before one of ",;:." loses its full
  /// stop.
  [[nodiscard]] std::string text(const Translate& translate) const;

  /// The message with where it happened before it: "slug 'x': …".
  [[nodiscard]] Message context(Message where) &&;

 private:
  std::string words_;
  std::vector<Message> values_;
  bool is_template_ = false;
};

/// A value as a message.
inline Message as_message(Message value) {
  return value;
}
inline Message as_message(Template value) {
  return value;
}
template <class T, std::enable_if_t<std::is_convertible_v<const T&, std::string_view>, int> = 0>
Message as_message(const T& value) {
  return Message::as_is(std::string(std::string_view(value)));
}
template <class T, std::enable_if_t<std::is_integral_v<T>, int> = 0>
Message as_message(T value) {
  return Message::as_is(std::to_string(value));
}

template <class... Values>
Message Template::operator()(const Values&... values) const {
  std::vector<Message> all;
  all.reserve(sizeof...(values));
  (all.push_back(as_message(values)), ...);
  return Message::of_template(std::string(text_), std::move(all));
}

/// `text` with the values in the places of {0}, {1} and so on. What a value itself contains stays as it is.
std::string filled(std::string_view text, const std::vector<std::string>& values);

}  // namespace vitrine
