#pragma once
// All web links of a document, of every audience, for its editors.

#include <string>
#include <vector>

#include "cv/document/document.hpp"

namespace vitrine::render::html {

/// One address of http or https.
struct WebLink {
  std::string url;                    ///< as readers get it, see safe_url()
  std::vector<std::string> pointers;  ///< JSON Pointers (RFC 6901) of the values that hold it
};

/// All addresses of a document, each once, in document order: the fields `url` and `image` in every language,
/// and the links in Markdown. Of `meta` only the variants are searched.
std::vector<WebLink> web_links(const cv::Json& document);

}  // namespace vitrine::render::html
