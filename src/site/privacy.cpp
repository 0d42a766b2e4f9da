// What the service stores of whom, said to everyone who asks: /privacy.

#include <array>

#include "http/negotiate.hpp"
#include "render/html.hpp"
#include "site/failures.hpp"
#include "site/site.hpp"

namespace vitrine::site {

namespace {

const std::vector<render::Article>& articles() {
  static const std::vector<render::Article> all{
      {.language = "en",
       .title = "What is stored here",
       .parts = {{"Of those who read",
                  {"Nothing that says who you are. There are no cookies for readers, no scripts, no counters "
                   "of other "
                   "companies, and your address is not written to the log.",
                   "When a share link is opened, the day and whether it was a person, a preview or a bot is "
                   "counted. "
                   "Where a link has a password, a cookie remembers for a day that you gave it."}},
                 {"Of those who sign in",
                  {"Your e-mail address, your name where your identity provider tells it, your role, the CVs "
                   "you were "
                   "invited to, the time of your last sign-in, when your sessions begin and end, and the "
                   "names of your "
                   "tokens. A cookie keeps you signed in for at most 30 days.",
                   "An audit log says for 400 days who signed in, changed and shared what, and what was "
                   "refused."}},
                 {"Of the CVs", {"Their text, with every earlier version, until their owners delete them."}},
                 {"Your rights",
                  {"Signed in, you can have all that is stored of you at /api/v1/me, and delete it there; "
                   "the Studio has "
                   "both under your account. In the audit log the events stay, without your name. Copies in "
                   "backups go "
                   "when whoever runs this service lets the backups go."}}}},
      {.language = "de",
       .title = "Was hier gespeichert wird",
       .parts = {{"Von denen, die lesen",
                  {"Nichts, was sagt, wer Sie sind. Für Leserinnen und Leser gibt es keine Cookies, keine "
                   "Skripte, keine "
                   "Zähler anderer Firmen, und Ihre Adresse steht nicht im Protokoll.",
                   "Wird ein geteilter Link geöffnet, so werden der Tag gezählt und ob es ein Mensch, eine "
                   "Vorschau oder "
                   "ein Programm war. Hat ein Link ein Passwort, so merkt sich ein Cookie einen Tag lang, "
                   "dass Sie es "
                   "eingegeben haben."}},
                 {"Von denen, die sich anmelden",
                  {"Ihre E-Mail-Adresse, Ihr Name, soweit Ihr Anmeldedienst ihn nennt, Ihre Rolle, die "
                   "Lebensläufe, zu "
                   "denen Sie eingeladen sind, die Zeit Ihrer letzten Anmeldung, Beginn und Ende Ihrer "
                   "Sitzungen und die "
                   "Namen Ihrer Zugriffsschlüssel. Ein Cookie hält Sie höchstens 30 Tage angemeldet.",
                   "Ein Protokoll hält 400 Tage lang fest, wer sich angemeldet, was geändert und was geteilt "
                   "hat und was "
                   "verweigert wurde."}},
                 {"Von den Lebensläufen",
                  {"Ihr Text mit allen früheren Fassungen, bis ihre Eigentümer sie löschen."}},
                 {"Ihre Rechte",
                  {"Angemeldet erhalten Sie unter /api/v1/me alles, was über Sie gespeichert ist, und können "
                   "es dort "
                   "löschen; das Studio bietet beides unter Ihrem Konto. Im Protokoll bleiben die "
                   "Ereignisse, ohne Ihren "
                   "Namen. Kopien in Sicherungen vergehen mit diesen."}}}}};
  return all;
}

}  // namespace

boost::asio::awaitable<http::Response> Site::privacy(const Visit& visit) {
  const std::vector<std::string> languages{"en", "de"};
  const auto chosen = http::choose_language(visit.request.field("accept-language"), languages);
  const auto& article = articles().at(chosen == "de" ? 1 : 0);
  const auto page = render::html_article(article);
  auto response = html_answer(200, page.html, page.content_security_policy);
  response.set("Content-Language", article.language);
  response.set("Vary", "Accept-Language");
  co_return response;
}

}  // namespace vitrine::site
