#include "cv/formats/xml_events.hpp"

#include <expat.h>

#include <limits>
#include <memory>
#include <string>

namespace vitrine::cv::formats {

namespace xml_events {
namespace {

constexpr char kSeparator = '\n';  // never part of a namespace address
constexpr int kMaxElementDepth = 256;

XmlName split_name(const char* name) {
  const std::string_view whole(name);
  const auto at = whole.find(kSeparator);
  return at == std::string_view::npos ? XmlName{"", whole}
                                      : XmlName{whole.substr(0, at), whole.substr(at + 1)};
}

struct EventReader {
  XML_Parser parser;
  XmlHandler& handler;
  int depth = 0;
  Message refusal;
  ErrorCode code = ErrorCode::too_large;

  void stop(ErrorCode why, Message text) {
    if (refusal.empty()) {
      code = why;
      refusal = std::move(text);
    }
    XML_StopParser(parser, XML_FALSE);
  }
};

void on_start(void* data, const char* name, const char** attributes) {
  auto& reader = *static_cast<EventReader*>(data);
  if (!reader.refusal.empty()) return;
  if (++reader.depth > kMaxElementDepth)
    return reader.stop(ErrorCode::too_large, "it is nested too deeply"_msg);
  std::vector<XmlAttribute> all;
  for (; *attributes != nullptr; attributes += 2) all.push_back({split_name(attributes[0]), attributes[1]});
  if (!reader.handler.start(split_name(name), all))
    reader.stop(ErrorCode::too_large, "it is too long for a CV"_msg);
}

void on_end(void* data, const char* name) {
  auto& reader = *static_cast<EventReader*>(data);
  if (!reader.refusal.empty()) return;
  --reader.depth;
  reader.handler.end(split_name(name));
}

void on_text(void* data, const char* text, int length) {
  auto& reader = *static_cast<EventReader*>(data);
  if (reader.refusal.empty()) reader.handler.text({text, static_cast<std::size_t>(length)});
}

void on_entity(void* data, const char* /*name*/, int /*is_parameter*/, const char* /*value*/, int /*length*/,
               const char* /*base*/, const char* /*system*/, const char* /*public_id*/,
               const char* /*notation*/) {
  static_cast<EventReader*>(data)->stop(ErrorCode::invalid,
                                        "it defines entities of its own, which are not read"_msg);
}

struct Freer {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

}  // namespace
}  // namespace xml_events

Result<void> read_xml_events(std::string_view bytes, XmlHandler& handler) {
  using namespace xml_events;
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    return Error{ErrorCode::too_large, "it is too large for a CV"_msg};
  const std::unique_ptr<XML_ParserStruct, Freer> parser(XML_ParserCreateNS(nullptr, kSeparator));
  if (parser == nullptr) return Error{ErrorCode::internal, Message::as_is("no memory to read XML")};
  EventReader reader{.parser = parser.get(), .handler = handler};
  XML_SetUserData(parser.get(), &reader);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetEntityDeclHandler(parser.get(), on_entity);
  if (XML_Parse(parser.get(), bytes.data(), static_cast<int>(bytes.size()), 1) == XML_STATUS_OK) return {};
  const bool is_refused = !reader.refusal.empty();
  auto why = is_refused ? reader.refusal : Message::as_is(XML_ErrorString(XML_GetErrorCode(parser.get())));
  return Error{is_refused ? reader.code : ErrorCode::invalid,
               "line {0}: {1}"_msg(XML_GetCurrentLineNumber(parser.get()), why)};
}

}  // namespace vitrine::cv::formats
