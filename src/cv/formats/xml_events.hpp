#pragma once
// Reads XML element by element, where their order matters.

#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace vitrine::cv::formats {

/// A name with the namespace that its prefix stands for (Namespaces in XML 1.0); valid during a call only.
struct XmlName {
  std::string_view space;
  std::string_view local;
};

struct XmlAttribute {
  XmlName name;
  std::string_view value;
};

/// Told of each element and text in the order of the file. Returning false ends the reading.
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

/// Reads the document. Nothing outside it is asked for. `invalid` with the line for what is no XML, and for a
/// document type with entities of its own (XML 1.0, section 4.2), which can grow without end; `too_large`
/// where elements nest over 256 deep, or where the handler ended it.
Result<void> read_xml_events(std::string_view bytes, XmlHandler& handler);

}  // namespace vitrine::cv::formats
