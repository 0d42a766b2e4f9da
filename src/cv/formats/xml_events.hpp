#pragma once
// Reads XML element by element, where their order matters.

#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace vitrine::cv::formats {

/// A name with its namespace (Namespaces in XML 1.0); valid during a call only.
struct XmlName {
  std::string_view space;
  std::string_view local;
};

struct XmlAttribute {
  XmlName name;
  std::string_view value;
};

/// Receives each element and text in file order. Returning false stops the reading.
class XmlHandler {
 public:
  XmlHandler() = default;
  XmlHandler(const XmlHandler&) = delete;
  XmlHandler& operator=(const XmlHandler&) = delete;
  virtual ~XmlHandler() = default;

  virtual bool start(const XmlName& name, const std::vector<XmlAttribute>& attributes) = 0;
  virtual void end(const XmlName& name) = 0;
  virtual void text(std::string_view text) = 0;
};

/// Reads the document. Fetches nothing outside it. Returns `invalid` with the line if the text is not XML, or
/// if its document type defines entities (XML 1.0, section 4.2), which can grow without limit. Returns
/// `too_large` if elements nest over 256 deep, or if the handler stopped the reading.
Result<void> read_xml_events(std::string_view bytes, XmlHandler& handler);

}  // namespace vitrine::cv::formats
