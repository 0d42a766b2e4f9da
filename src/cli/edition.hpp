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

/// Adds --audience and --public-url, and unless all languages and variants are written, those two.
void add_edition_options(CLI::App& app, EditionOptions& options, bool is_single);

/// The CV as asked for. `invalid` for a language, variant or audience that it does not have, with those that
/// it has.
Result<cv::View> project_edition(const cv::Json& document, const EditionOptions& options,
                                 const cv::Date& as_of);

/// The audience that is meant; `invalid` where the document does not name it.
Result<std::string> checked_audience(const cv::Json& document, const std::string& audience);

/// Whether it is http or https with a host; adds nothing, takes a '/' at its end away. `invalid` otherwise.
Result<std::string> checked_public_url(std::string url);

}  // namespace vitrine::cli
