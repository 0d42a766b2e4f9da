#include "cv/formats/yaml.hpp"

#include <yaml-cpp/yaml.h>

#include <optional>
#include <string>
#include <unordered_set>

#include "base/encoding.hpp"

namespace vitrine::cv::formats {

namespace {

Error at(const YAML::Mark& mark, const Message& what) {
  return {ErrorCode::invalid, "line {0}, column {1}: {2}"_msg(mark.line + 1, mark.column + 1, what)};
}

/// Counts the output, so that nested aliases cannot grow to gigabytes.
class YamlReader {
 public:
  /// Reads `node` into `out`; returns the error, if there is one.
  std::optional<Error> read(const YAML::Node& node, Json& out, std::size_t depth = 1) {
    bytes_ += kNode;
    if (depth > kMaxDepth) return at(node.Mark(), "nested too deeply"_msg);
    if (bytes_ > kMaxBytes) return at(node.Mark(), "too large once its aliases are written out"_msg);
    switch (node.Type()) {
      case YAML::NodeType::Scalar:
        if (base::find_invalid_utf8(node.Scalar())) return not_utf8(node);
        out = scalar(node);
        return std::nullopt;
      case YAML::NodeType::Sequence:
        return sequence(node, out, depth);
      case YAML::NodeType::Map:
        return map(node, out, depth);
      default:
        return std::nullopt;
    }
  }

 private:
  static constexpr std::size_t kNode = 8;
  static constexpr std::size_t kMaxBytes = 16 * kMaxDocumentBytes;

  /// The library accepts bytes of other encodings, and escapes of lone surrogates.
  static Error not_utf8(const YAML::Node& node) {
    return at(node.Mark(), "a text that is not UTF-8; save the file in UTF-8"_msg);
  }

  Json scalar(const YAML::Node& node) {
    const auto& text = node.Scalar();
    bytes_ += text.size();
    const bool is_plain = node.Tag() == "?";  // quoted scalars have the tag "!"
    if (is_plain && (text == "true" || text == "false")) return text == "true";
    return text;
  }

  std::optional<Error> sequence(const YAML::Node& node, Json& out, std::size_t depth) {
    out = Json::array();
    for (const auto& element : node) {
      if (auto wrong = read(element, out.emplace_back(), depth + 1)) return wrong;
    }
    return std::nullopt;
  }

  std::optional<Error> map(const YAML::Node& node, Json& out, std::size_t depth) {
    out = Json::object();
    auto& members = out.get_ref<Json::object_t&>();
    std::unordered_set<std::string> keys;  // searching all members for each key would be quadratic
    for (const auto& pair : node) {
      if (!pair.first.IsScalar()) return at(pair.first.Mark(), "a key that is no text"_msg);
      const auto& key = pair.first.Scalar();
      if (base::find_invalid_utf8(key)) return not_utf8(pair.first);
      bytes_ += key.size();
      if (!keys.insert(key).second) return at(pair.first.Mark(), "the key '{0}' stands twice"_msg(key));
      if (auto wrong = read(pair.second, members.emplace_back(key, Json()).second, depth + 1)) return wrong;
    }
    return std::nullopt;
  }

  std::size_t bytes_ = 0;
};

}  // namespace

Result<Json> parse_yaml(std::string_view text) {
  if (text.size() > kMaxDocumentBytes)
    return Error{ErrorCode::invalid, "more than {0} bytes (256 KiB)"_msg(kMaxDocumentBytes)};
  try {
    Json out;
    if (auto wrong = YamlReader().read(YAML::Load(std::string(text)), out)) return *std::move(wrong);
    return {boost::system::in_place_value, std::move(out)};
  } catch (const YAML::Exception& fault) {
    return at(fault.mark, Message::as_is(fault.msg));
  }
}

}  // namespace vitrine::cv::formats
