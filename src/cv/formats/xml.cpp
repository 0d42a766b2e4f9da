#include "cv/formats/xml.hpp"

#include <expat.h>

#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace vitrine::cv::formats {

namespace {

/// Limit for different element names inside one element: looking up a name takes time in proportion to it.
constexpr std::size_t kMaxElementNames = 200;

bool is_blank_text(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Without the prefix of its namespace.
std::string local_name(std::string_view name) {
  const auto colon = name.rfind(':');
  return std::string(colon == std::string_view::npos ? name : name.substr(colon + 1));
}

/// An element that is still open.
struct OpenElement {
  std::string name;
  Json content = Json::object();
  std::string text;
  bool has_elements = false;
};

class XmlReader {
 public:
  explicit XmlReader(XML_Parser parser) : parser_(parser) { open_.emplace_back(); }

  void start(std::string_view name, const char** attributes) {
    if (open_.size() > kMaxDepth) return stop({ErrorCode::too_large, "it is nested too deeply"_msg});
    OpenElement element{.name = local_name(name)};
    for (; *attributes != nullptr; attributes += 2) {
      const std::string_view key = attributes[0];
      const bool is_declaration = key.starts_with("xml") || key.starts_with("xsi:");
      if (!is_declaration) element.content["@" + local_name(key)] = attributes[1];
    }
    open_.push_back(std::move(element));
  }

  void end() {
    auto element = std::move(open_.back());
    open_.pop_back();
    const bool has_text = !is_blank_text(element.text);
    Json value;
    if (element.has_elements || (!has_text && !element.content.empty())) {
      value = std::move(element.content);
      if (has_text) value["#text"] = std::move(element.text);
    } else {
      value = has_text ? std::move(element.text) : std::string{};
    }
    add(element.name, std::move(value));
  }

  void text(std::string_view part) { open_.back().text += part; }

  void stop(Error error) {
    if (!error_.message.empty()) return;
    error_ = std::move(error);
    XML_StopParser(parser_, XML_FALSE);
  }

  [[nodiscard]] const Error& error() const { return error_; }
  Json take() { return std::move(open_.front().content); }

 private:
  void add(const std::string& name, Json value) {
    auto& parent = open_.back();
    parent.has_elements = true;
    const auto at = parent.content.find(name);
    if (at == parent.content.end()) {
      if (parent.content.size() >= kMaxElementNames)
        return stop({ErrorCode::too_large, "one element has too many kinds of others in it"_msg});
      parent.content[name] = std::move(value);
    } else if (at->is_array()) {
      at->push_back(std::move(value));
    } else {
      auto list = Json::array();
      list.push_back(std::move(*at));
      list.push_back(std::move(value));
      *at = std::move(list);
    }
  }

  XML_Parser parser_;
  std::vector<OpenElement> open_;  ///< the first represents the document
  Error error_{ErrorCode::invalid, {}};
};

XmlReader& xml_reader(void* data) {
  return *static_cast<XmlReader*>(data);
}

void on_xml_start(void* data, const char* name, const char** attributes) {
  xml_reader(data).start(name, attributes);
}

void on_xml_end(void* data, const char* /*name*/) {
  xml_reader(data).end();
}

void on_xml_text(void* data, const char* text, int length) {
  xml_reader(data).text({text, static_cast<std::size_t>(length)});
}

void on_xml_entity(void* data, const char* /*name*/, int /*is_parameter*/, const char* /*value*/,
                   int /*length*/, const char* /*base*/, const char* /*system*/, const char* /*public_id*/,
                   const char* /*notation*/) {
  xml_reader(data).stop({ErrorCode::invalid, "it defines entities of its own, which are not read"_msg});
}

struct ParserFreer {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

}  // namespace

bool is_xml(std::string_view bytes) {
  for (const std::string_view utf16 : {std::string_view("\xFF\xFE<\0", 4), std::string_view("\xFE\xFF\0<", 4),
                                       std::string_view("<\0?\0", 4), std::string_view("\0<\0?", 4)}) {
    if (bytes.starts_with(utf16)) return true;
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const auto begin = bytes.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && bytes[begin] == '<';
}

Result<Json> parse_xml(std::string_view bytes) {
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    return Error{ErrorCode::too_large, "it is too large for a CV"_msg};
  const std::unique_ptr<XML_ParserStruct, ParserFreer> parser(XML_ParserCreate(nullptr));
  if (parser == nullptr) return Error{ErrorCode::internal, Message::as_is("no memory to read XML")};
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (const auto begin = bytes.find_first_not_of(" \t\r\n"); begin != std::string_view::npos)
    bytes.remove_prefix(begin);  // a copied file may begin with blanks, which XML forbids
  XmlReader reader(parser.get());
  XML_SetUserData(parser.get(), &reader);
  XML_SetElementHandler(parser.get(), on_xml_start, on_xml_end);
  XML_SetCharacterDataHandler(parser.get(), on_xml_text);
  XML_SetEntityDeclHandler(parser.get(), on_xml_entity);
  if (XML_Parse(parser.get(), bytes.data(), static_cast<int>(bytes.size()), 1) == XML_STATUS_ERROR) {
    auto error = reader.error();
    if (error.message.empty())
      error.message = Message::as_is(XML_ErrorString(XML_GetErrorCode(parser.get())));
    error.message = "line {0}: {1}"_msg(XML_GetCurrentLineNumber(parser.get()), error.message);
    return error;
  }
  return Result<Json>(boost::system::in_place_value, reader.take());
}

}  // namespace vitrine::cv::formats
