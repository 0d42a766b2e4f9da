#pragma once
// The CV as an HTML page.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cv/view/outline.hpp"
#include "cv/view/project.hpp"
#include "render/common/page.hpp"

namespace vitrine::render::html {

/// A page and the policy that it needs.
struct HtmlPage {
  std::string html;  ///< a complete document, UTF-8
  /// Value of Content-Security-Policy (CSP Level 3): no script, the inline style sheets by their hashes,
  /// images from https and data, connections to this site, nothing else.
  std::string content_security_policy;
};

/// The page of a CV: no script but JSON-LD data, the style sheet inline. The same input gives the same
/// bytes. Everything from the CV is escaped; links keep only http, https, mailto and tel.
HtmlPage html_page(const cv::View& view, const Addresses& addresses);

/// The texts of the page that is shown while no CV is stored. Plain text.
struct Welcome {
  std::string_view page;   ///< the title of the page
  std::string_view title;  ///< its heading
  std::string_view lead;
  std::string_view how;  ///< how to add one: "{0}" becomes a link to JSON Resume; a command follows
  std::string_view then;
  std::string_view language = "en";  ///< language of these texts
};

/// The page that is shown while no CV is stored; it says how to add one.
HtmlPage html_welcome(const Welcome& words);

/// A page for an error, in the site's own design. `title` and `detail` are plain text in that language.
HtmlPage html_message(unsigned status, std::string_view title, std::string_view detail,
                      std::string_view language = "en");

/// A form with one button, which sends its fields to `action` on this site.
struct Form {
  std::string_view title;
  std::string_view detail;  ///< plain text
  std::string_view action;  ///< a path
  std::string_view button;
  std::vector<std::pair<std::string, std::string>> hidden;  ///< names and values of hidden fields
  std::string_view password;                                ///< label of a field "password"; "": none
  std::string_view language = "en";                         ///< language of these texts
};
HtmlPage html_form(const Form& form);

/// A page with a script of this site. The script may call this site, and forms may be sent to it.
struct ScriptPage {
  std::string_view title;   ///< plain text
  std::string_view body;    ///< HTML
  std::string_view css;     ///< beside the site's own
  std::string_view script;  ///< path of a module
  std::string_view language = "en";
};
HtmlPage html_with_script(const ScriptPage& page);

/// A link to another page of this site.
struct PageLink {
  std::string text;
  std::string path;
  std::string language;  ///< language of that page, if it is this page in another language; else ""
};

/// A page of prose.
struct Article {
  std::string_view language;  ///< BCP 47 tag
  std::string_view title;     ///< used if the text has no heading
  std::string_view markdown;  ///< markdown_article()
  /// Names and HTML: each replaces a paragraph that is only {name}.
  std::vector<std::pair<std::string_view, std::string>> inserts;
  std::vector<PageLink> links;  ///< at the end
};
HtmlPage html_article(const Article& article);

/// A page with a list of links: their texts and addresses.
HtmlPage html_links(std::string_view title, std::string_view lead,
                    const std::vector<std::pair<std::string, std::string>>& links,
                    std::string_view language = "en");

}  // namespace vitrine::render::html
