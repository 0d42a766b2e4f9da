#include "site/identity/sign_in_pages.hpp"

#include "base/encoding.hpp"
#include "base/resources.hpp"
#include "render/common/escape.hpp"
#include "render/html/html.hpp"
#include "site/answers/failures.hpp"
#include "site/answers/messages.hpp"
#include "site/identity/relying_party.hpp"

namespace vitrine::site {

namespace {

using render::escaped;

/// Writes HTML with texts of the catalogue.
class SignInWriter {
 public:
  explicit SignInWriter(std::string_view language) : language_(language) {}

  [[nodiscard]] std::string say(Text key, Values values = {}) const {
    return escaped(text(key, language_, values));
  }

  /// An element with a text in it.
  [[nodiscard]] std::string element(std::string_view tag, Text key, Values values = {}) const {
    const auto name = tag.substr(0, tag.find(' '));
    return "<" + std::string(tag) + ">" + say(key, values) + "</" + std::string(name) + ">\n";
  }

  /// The element that the script works in, with the texts that it shows.
  [[nodiscard]] std::string begin(std::string_view what, std::string_view to) const {
    return "<div data-passkeys=\"" + std::string(what) + "\" data-to=\"" + escaped(to) + "\" data-failed=\"" +
           say(Text::passkey_failed) + "\" data-ready=\"" + say(Text::passkey_ready) + "\" data-none=\"" +
           say(Text::passkey_none) + "\" data-copied=\"" + say(Text::copied) + "\">\n";
  }

 private:
  std::string_view language_;
};

http::Response page_with_script(const http::Request& request, unsigned status, std::string_view title,
                                std::string_view body) {
  static const auto css = base::find_resource("src/site/assets/passkeys.css").value();
  const auto page = render::html::html_with_script({.title = title,
                                                    .body = body,
                                                    .css = css,
                                                    .script = kPasskeyScript,
                                                    .language = language_for(request)});
  auto response = html_answer(status, page.html, page.content_security_policy);
  response.set("Vary", "Accept-Language");
  response.set("Referrer-Policy", "no-referrer");
  response.set("X-Robots-Tag", "noindex, nofollow");
  return response;
}

/// Whether the page can ask for passkeys. A proxy may have changed the Host, so another name says nothing.
bool is_there(const http::Request& request) {
  return !is_address(request.field("host"));
}

}  // namespace

http::Response sign_in_page(const http::Request& request, const Services& services, std::string_view to,
                            bool has_passkeys) {
  const auto language = language_for(request);
  const SignInWriter write(language);
  const auto said = notice(Notice::sign_in_page, language);
  const auto party = relying_party(services.options.page.public_url);
  auto body = "<h1>" + escaped(said.title) + "</h1>\n<p>" + escaped(said.detail) + "</p>\n";
  body += write.begin("sign-in", to);
  if (party && is_there(request)) {
    body += "<p>" + write.element("button type=\"button\" class=\"first\"", Text::passkey_sign_in) + "</p>\n";
    body += write.element("noscript", Text::passkey_no_script);
  } else if (party) {
    const auto there = party->origin + "/sign-in?to=" + base::percent_encode(to);
    body += "<p>" +
            write.element("a class=\"button first\" href=\"" + escaped(there) + "\"", Text::passkey_sign_in) +
            "</p>\n";
  } else {
    body += write.element("p", Text::passkey_no_address);
  }
  body += "<p role=\"status\"></p>\n</div>\n<details>\n" + write.element("summary", Text::recovery_title) +
          "<form method=\"post\" action=\"/sign-in\">\n<input type=\"hidden\" name=\"to\" value=\"" +
          escaped(to) + "\">\n<label>" + write.say(Text::recovery_code) +
          " <input name=\"code\" required maxlength=\"40\" autocomplete=\"off\" autocapitalize=\"none\" "
          "spellcheck=\"false\" placeholder=\"xxxx-xxxx-xxxx-xxxx\"></label>\n" +
          write.element("button type=\"submit\"", Text::recovery_use) + "</form>\n" +
          write.element("p class=\"soft\"", Text::sign_in_help) + "</details>\n";
  if (!has_passkeys) body += write.element("p class=\"soft\"", Text::sign_in_first);
  return page_with_script(request, 401, said.title, body);
}

http::Response make_passkey_page(const RequestContext& context, const Services& services,
                                 std::string_view to) {
  const auto language = language_for(context.request);
  const SignInWriter write(language);
  const auto said = notice(Notice::make_passkey, language);
  const auto party = relying_party(services.options.page.public_url);
  auto body = "<h1>" + escaped(said.title) + "</h1>\n<p>" + escaped(said.detail) + "</p>\n";
  const auto next = [&](Text key) {
    return "<p>" + write.element("a class=\"button\" href=\"" + escaped(to) + "\"", key) + "</p>\n";
  };
  body += write.begin("register", to);
  if (party && is_there(context.request)) {
    body += "<p class=\"row\">" +
            write.element("button type=\"button\" class=\"first\"", Text::passkey_make) +
            write.element("a class=\"skip\" href=\"" + escaped(to) + "\"", Text::passkey_later) + "</p>\n";
    body += write.element("noscript", Text::passkey_no_script);
  } else {
    body += party ? write.element("p", Text::passkey_elsewhere, {party->origin})
                  : write.element("p", Text::passkey_no_address);
    body += next(Text::go_on);
  }
  body +=
      "<p role=\"status\"></p>\n<section class=\"codes\" hidden tabindex=\"-1\" "
      "aria-labelledby=\"codes\">\n" +
      write.element("h2 id=\"codes\"", Text::recovery_codes) + write.element("p", Text::recovery_codes_why) +
      "<ol></ol>\n<p class=\"row\">" + write.element("button type=\"button\" class=\"copy\"", Text::copy) +
      write.element("button type=\"button\" class=\"save\"", Text::save_as_file) + "</p>\n" +
      next(Text::go_on) + "</section>\n</div>\n";
  return page_with_script(context.request, 200, said.title, body);
}

http::Response passkey_script() {
  static const auto script = base::find_resource("src/site/assets/passkeys.js").value();
  auto response = http::make_response(200, "text/javascript; charset=utf-8", std::string(script));
  response.set("Cache-Control", "no-cache");
  return response;
}

}  // namespace vitrine::site
