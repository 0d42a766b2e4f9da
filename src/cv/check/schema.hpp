#pragma once
// The JSON Schema of a document, compiled for checking. schema/resume.schema.json is the source of truth for
// fields and their types; editors read the same file.

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.hpp"
#include "cv/document/document.hpp"

namespace vitrine::cv::check {

/// One schema object. Everything that it does not mention is allowed.
struct Schema {
  enum class Type { any, string, array, object, boolean };
  enum class Form { free, date, language_tag, colour };  ///< the meaning of its "pattern"
  enum class Format { none, uri, email };

  /// A "patternProperties" member. There are two forms of pattern: fields in another language (`field@tag`),
  /// with the fields' names, and restrictions (`field@for`, `@for`), without names.
  struct Pattern {
    std::vector<std::string> fields;
    const Schema* schema = nullptr;

    [[nodiscard]] bool matches(std::string_view key) const;
  };

  Type type = Type::any;
  Form form = Form::free;
  Format format = Format::none;
  Message expected;  ///< its "title": the expected value, in words for people
  std::map<std::string, const Schema*, std::less<>> properties;
  std::vector<Pattern> patterns;
  const Schema* items = nullptr;
  const Schema* additional = nullptr;       ///< members with other names, which the document's owner chooses
  std::vector<const Schema*> alternatives;  ///< its "anyOf", each with a different type
  std::vector<std::string> choices;         ///< its "enum": the texts with a meaning; empty: all
};

/// A compiled JSON Schema (draft 2020-12; only the few keywords that ours uses).
class CompiledSchema {
 public:
  /// Throws std::logic_error, with what and where, for an unknown keyword, type, pattern or reference: the
  /// schema is part of the program, so that is a bug.
  explicit CompiledSchema(const Json& schema);

  [[nodiscard]] const Schema& root() const { return *root_; }

 private:
  const Schema* compile(const Json& schema, const std::string& where);
  const Schema* reference(const Json& target);
  void read_keyword(Schema& out, std::string_view keyword, const Json& value, const std::string& where);

  const Json* source_ = nullptr;  ///< only while compiling
  std::deque<Schema> schemas_;    ///< stable addresses
  std::map<std::string, const Schema*, std::less<>> references_;
  const Schema* root_ = nullptr;
};

/// The schema of a document, compiled on the first call. Lives as long as the program.
const Schema& document_schema();

}  // namespace vitrine::cv::check
