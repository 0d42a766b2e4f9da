// The pages without a CV: messages, forms, prose.

#include "base/resources.hpp"
#include "render/common/escape.hpp"
#include "render/common/locale.hpp"
#include "render/common/markdown.hpp"
#include "render/html/frame.hpp"

namespace vitrine::render::html {

namespace {

HtmlPage plain_page(std::string_view title, std::string body, std::string_view language = "en",
                    std::string_view more_css = "", std::string_view script = "") {
  const auto& theme = themes().front();
  std::string head = "<meta name=\"robots\" content=\"noindex\">\n";
  if (!script.empty()) head += "<script type=\"module\" src=\"" + escaped(script) + "\"></script>\n";
  return html_frame({.language = language,
                     .direction = Locale(language).direction(),
                     .title = title,
                     .head = head,
                     .body = "<main class=\"cv message\">\n" + std::move(body) + "</main>\n"},
                    theme, style_sheet(theme, {}).append(more_css));
}

constexpr std::string_view kFormCss = R"(
.message{padding-block-start:12vh}
.message button{font:inherit;font-weight:600;padding:.6em 1.6em;border:0;border-radius:2em;background:var(--accent);color:var(--paper);cursor:pointer}
.message input{display:block;font:inherit;padding:.5em .7em;margin-block:.3em;width:min(100%,22em);border:1px solid;border-radius:.5em}
)";

void allow_forms(std::string& policy) {
  constexpr std::string_view kNone = "form-action 'none'";
  policy.replace(policy.find(kNone), kNone.size(), "form-action 'self'");
}

}  // namespace

HtmlPage html_welcome(const Welcome& words) {
  constexpr std::string_view kLink = "<a href=\"https://jsonresume.org/schema\">JSON Resume</a>";
  auto how = escaped(words.how);
  if (const auto at = how.find("{0}"); at != std::string::npos) how.replace(at, 3, kLink);
  return plain_page(words.page,
                    "<h1>" + escaped(words.title) + "</h1>\n<p>" + escaped(words.lead) + "</p>\n<p>" + how +
                        "</p>\n<pre><code>vitrine import resume.json</code></pre>\n<p>" +
                        escaped(words.then) + "</p>\n",
                    words.language);
}

HtmlPage html_message(unsigned status, std::string_view title, std::string_view detail,
                      std::string_view language) {
  return plain_page(title,
                    "<p class=\"status\">" + std::to_string(status) + "</p>\n<h1>" + escaped(title) +
                        "</h1>\n<p>" + escaped(detail) + "</p>\n<p><a href=\"/\">" +
                        escaped(Locale(language).word("home")) + "</a></p>\n",
                    language);
}

HtmlPage html_form(const Form& form) {
  auto body = "<h1>" + escaped(form.title) + "</h1>\n<p>" + escaped(form.detail) +
              "</p>\n<form method=\"post\" action=\"" + escaped(form.action) + "\">\n";
  for (const auto& [name, value] : form.hidden) {
    body += "<input type=\"hidden\" name=\"" + escaped(name) + "\" value=\"" + escaped(value) + "\">\n";
  }
  if (!form.password.empty()) {
    body += "<p><label>" + escaped(form.password) +
            " <input type=\"password\" name=\"password\" required maxlength=\"200\" autofocus "
            "autocomplete=\"off\"></label></p>\n";
  }
  body += "<p><button type=\"submit\">" + escaped(form.button) + "</button></p>\n</form>\n";
  auto page = plain_page(form.title, std::move(body), form.language, kFormCss);
  allow_forms(page.content_security_policy);
  return page;
}

HtmlPage html_with_script(const ScriptPage& page) {
  auto out = plain_page(page.title, std::string(page.body), page.language,
                        std::string(kFormCss).append(page.css), page.script);
  allow_forms(out.content_security_policy);
  out.content_security_policy += "; script-src 'self'";
  return out;
}

HtmlPage html_article(const Article& article) {
  auto text = markdown_article(article.markdown);
  if (text.title.empty()) {
    text.title = article.title;
    text.html.insert(0, "<h1>" + escaped(article.title) + "</h1>\n");
  }
  for (const auto& [name, html] : article.inserts) {
    const auto mark = "<p>{" + std::string(name) + "}</p>\n";
    if (const auto at = text.html.find(mark); at != std::string::npos)
      text.html.replace(at, mark.size(), html);
  }
  if (!article.links.empty()) {
    text.html += "<footer class=\"colophon\"><nav>\n";
    for (const auto& link : article.links) {
      const auto language = escaped(link.language);
      text.html += "<a href=\"" + escaped(link.path) + '"';
      if (!language.empty()) text.html += " hreflang=\"" + language + "\" lang=\"" + language + '"';
      text.html += '>' + escaped(link.text) + "</a>\n";
    }
    text.html += "</nav></footer>\n";
  }
  static const auto css = base::find_resource("src/render/assets/article.css").value();
  return plain_page(text.title, std::move(text.html), article.language, css);
}

HtmlPage html_links(std::string_view title, std::string_view lead,
                    const std::vector<std::pair<std::string, std::string>>& links,
                    std::string_view language) {
  auto body = "<h1>" + escaped(title) + "</h1>\n<p>" + escaped(lead) + "</p>\n<ul>\n";
  for (const auto& [text, url] : links) {
    body += "<li><a href=\"" + escaped(url) + "\">" + escaped(text) + "</a></li>\n";
  }
  return plain_page(title, body + "</ul>\n", language);
}

}  // namespace vitrine::render::html
