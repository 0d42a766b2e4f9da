#pragma once
// The options that choose language, variant and audience of a CV.

#include <CLI/App.hpp>
#include <string>

#include "base/result.hpp"
#include "cv/view/project.hpp"

namespace vitrine::cli {

/// Empty members are the document's own choice.
struct EditionOptions {
  std::string language;
  std::string variant;
  std::string audience;
  std::string public_url;

  [[nodiscard]] bool empty() const { return language.empty() && variant.empty() && audience.empty(); }
};

/// Adds --audience and --public-url; also --language and --variant, unless all of them are written.
void add_edition_options(CLI::App& app, EditionOptions& options, bool is_single);

/// The selected edition of the CV. Returns `invalid` for a language, variant or audience that it does not
/// have, with the available ones.
Result<cv::View> project_edition(const cv::Json& document, const EditionOptions& options,
                                 const cv::Date& as_of);

/// The selected audience; `invalid` if the document does not name it.
Result<std::string> checked_audience(const cv::Json& document, const std::string& audience);

/// Checks that it is http or https with a host, and removes a final '/'. Returns `invalid` otherwise.
Result<std::string> checked_public_url(std::string url);

}  // namespace vitrine::cli
