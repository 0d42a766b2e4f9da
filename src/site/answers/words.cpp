#include "site/answers/words.hpp"

#include <string>
#include <unordered_map>
#include <vector>

#include "http/message/negotiate.hpp"

namespace vitrine::site {

namespace {

using Texts = std::unordered_map<std::string_view, std::string_view>;

const Texts& german() {
  static const Texts texts{
      {"There is no such page", "Diese Seite gibt es nicht"},
      {"No CV has this address. It may have been renamed or taken down.",
       "Unter dieser Adresse steht kein Lebenslauf. Vielleicht wurde er umbenannt oder entfernt."},
      {"Nothing has this address. The CV itself is at {0}.",
       "Unter dieser Adresse steht nichts. Der Lebenslauf selbst steht unter {0}."},
      {"No file has this address.", "Unter dieser Adresse steht keine Datei."},
      {"Not in this language", "Nicht in dieser Sprache"},
      {"This CV cannot be read in that language. It can in: {0}.",
       "Diesen Lebenslauf gibt es in dieser Sprache nicht. Es gibt ihn in: {0}."},
      {"Not in this format", "Nicht in diesem Format"},
      {"This CV can be had as: {0}.", "Diesen Lebenslauf gibt es als: {0}."},
      {"No such variant", "Diese Fassung gibt es nicht"},
      {"This CV has no variant of that name. It is at {0}.",
       "Von diesem Lebenslauf gibt es keine Fassung dieses Namens. Er selbst steht unter {0}."},
      {"Method not allowed", "So lässt sich diese Adresse nicht ansprechen"},
      {"This address answers {0}.", "Diese Adresse antwortet auf {0}."},
      {"This CV has no page for that audience at this address.",
       "Dieser Lebenslauf hat unter dieser Adresse keine Seite für diesen Leserkreis."},
      {"This text is not there in that language.", "Diesen Text gibt es nicht in dieser Sprache."},
      {"Not available at the moment", "Im Moment nicht erreichbar"},
      {"The CV cannot be read just now. Please try again in a few seconds.",
       "Der Lebenslauf kann gerade nicht gelesen werden. Bitte versuchen Sie es in ein paar Sekunden noch "
       "einmal."},
      {"Something went wrong here", "Hier ist etwas schiefgegangen"},
      {"The fault is on our side and has been logged. Please try again later.",
       "Der Fehler liegt bei uns und ist vermerkt. Bitte versuchen Sie es später noch einmal."},
      {"Not under this name", "Nicht unter diesem Namen"},
      {"This preview is for this computer alone, and the request names another host. Open the address that "
       "the preview "
       "has printed.",
       "Diese Vorschau ist nur für diesen Rechner, und die Anfrage nennt einen anderen. Öffnen Sie die "
       "Adresse, die die "
       "Vorschau ausgegeben hat."},
      {"Too many requests", "Zu viele Anfragen"},
      {"Too much has been asked from here in a short time. Please wait a little.",
       "Von hier aus wurde in kurzer Zeit zu viel angefragt. Bitte warten Sie ein wenig."},
      {"Much to do just now", "Gerade ist viel zu tun"},
      {"Others have asked for a lot at this moment. Please try again in a little while.",
       "Gerade wird hier sehr viel angefragt. Bitte versuchen Sie es in einer kleinen Weile noch einmal."},
      {"Not allowed", "Nicht erlaubt"},
      {"You are signed in, but this is not yours to do.", "Sie sind angemeldet, dürfen das hier aber nicht."},
      {"Please sign in", "Bitte melden Sie sich an"},
      {"This needs a signed-in person, or a token of the API. If you were signed in, that has ended: open "
       "the "
       "site again in the browser to sign in.",
       "Hierfür muss man angemeldet sein oder ein Token der Schnittstelle haben. Falls Sie angemeldet waren, "
       "gilt das nicht mehr: Öffnen Sie die Seite neu, um sich anzumelden."},

      {"This link leads nowhere", "Dieser Link führt nirgendwohin"},
      {"It may have been taken back, or its time is over. Ask whoever gave it to you.",
       "Vielleicht wurde er zurückgenommen, oder seine Zeit ist um. Fragen Sie, wer ihn Ihnen gegeben hat."},
      {"This CV is protected", "Dieser Lebenslauf ist geschützt"},
      {"Whoever gave you this link has the password.",
       "Das Passwort hat, wer Ihnen diesen Link gegeben hat."},
      {"That was not the password. Please try again.",
       "Das war nicht das Passwort. Bitte versuchen Sie es noch einmal."},
      {"Password", "Passwort"},
      {"Open", "Öffnen"},

      {"Sign in", "Anmelden"},
      {"This link signs you in in this browser. It works once.",
       "Dieser Link meldet Sie in diesem Browser an. Er gilt einmal."},
      {"This needs somebody who is known here. Whoever runs this service makes a link to sign in with: "
       "vitrine sign-in-link",
       "Hierfür muss man bekannt sein. Wer diesen Dienst betreibt, legt einen Anmelde-Link an: "
       "vitrine sign-in-link"},
      {"This link does not work any more", "Dieser Link gilt nicht mehr"},
      {"It was used already, or it is older than ten minutes. Make another: vitrine sign-in-link",
       "Er wurde schon benutzt oder ist älter als zehn Minuten. Einen neuen gibt: vitrine sign-in-link"},
      {"Signing in is not possible at the moment", "Anmelden ist im Moment nicht möglich"},
      {"The identity provider does not answer. Please try again in a minute.",
       "Der Anmeldedienst antwortet nicht. Bitte versuchen Sie es in einer Minute noch einmal."},
      {"This did not begin here", "Das hat nicht hier begonnen"},
      {"Signing in was not begun in this browser, or too long ago. Please begin again: /sign-in",
       "Die Anmeldung wurde nicht in diesem Browser begonnen oder vor zu langer Zeit. Bitte beginnen Sie "
       "noch "
       "einmal: /sign-in"},
      {"Signing in did not work", "Das Anmelden ist nicht gelungen"},
      {"The identity provider's answer could not be accepted. Please begin again: /sign-in",
       "Die Antwort des Anmeldedienstes war nicht annehmbar. Bitte beginnen Sie noch einmal: /sign-in"},
      {"Your e-mail address is not confirmed", "Ihre E-Mail-Adresse ist nicht bestätigt"},
      {"People are known here by it. Please confirm it at your identity provider, and sign in again.",
       "An ihr erkennt man Sie hier. Bitte bestätigen Sie sie bei Ihrem Anmeldedienst, und melden Sie sich "
       "noch einmal an."},
      {"The load balancer did not say who you are, or your e-mail address is not confirmed there. Whoever "
       "runs "
       "this service has to have it authenticate the path /sign-in.",
       "Der Lastverteiler hat nicht gesagt, wer Sie sind, oder Ihre E-Mail-Adresse ist dort nicht bestätigt. "
       "Wer diesen Dienst betreibt, muss ihn für den Pfad /sign-in anmelden lassen."},
      // What converting refuses (cv/intake/intake.cpp)
      {"the ZIP archive is damaged; download or pack it once more",
       "Das ZIP-Archiv ist beschädigt; laden oder packen Sie es noch einmal."},
      {"the ZIP archive needs a password; unpack it, and give its files",
       "Das ZIP-Archiv verlangt ein Passwort; entpacken Sie es und wählen Sie die Dateien darin."},
      {"no CV is in this ZIP archive; LinkedIn's data export has files such as Profile.csv and Positions.csv "
       "in it. If another file in it is the CV, unpack it and give that file",
       "In diesem ZIP-Archiv ist kein Lebenslauf; im Datenexport von LinkedIn sind Dateien wie Profile.csv "
       "und Positions.csv. Ist eine andere Datei darin der Lebenslauf, entpacken Sie das Archiv und wählen "
       "Sie diese."},
      {"this is a web page; export the CV as a file where it was made, and give that",
       "Das ist eine Webseite; exportieren Sie den Lebenslauf dort, wo er entstanden ist, als Datei und "
       "wählen Sie diese."},
      {"this XML is not of Europass, the only program whose XML can be read",
       "Dieses XML ist nicht von Europass, dem einzigen Programm, dessen XML gelesen werden kann."},
      {"this table is none of those that LinkedIn exports of a profile; give the ZIP archive of its data "
       "export, or tables such as Profile.csv and Positions.csv",
       "Diese Tabelle ist keine von denen, die LinkedIn von einem Profil exportiert; wählen Sie das "
       "ZIP-Archiv des Datenexports oder Tabellen wie Profile.csv und Positions.csv."},
      {"more than one LinkedIn profile is in it; give the files of one person at a time",
       "Darin ist mehr als ein LinkedIn-Profil; wählen Sie die Dateien einer einzigen Person."},
      {"the PDF carries no CV that a program can read: its text alone does not say which job or school is "
       "which. Choose a PDF made by Vitrine or Europass, or export the CV as JSON Resume from the program "
       "that made the PDF",
       "Das PDF enthält keinen Lebenslauf, den ein Programm lesen kann: Sein Text allein sagt nicht, welche "
       "Stelle oder Schule welche ist. Wählen Sie ein PDF von Vitrine oder Europass, oder exportieren Sie "
       "den Lebenslauf aus dem Programm, von dem das PDF ist, als JSON Resume."},
      {"the PDF is larger than 10 MiB; export the CV without large pictures",
       "Das PDF ist größer als 10 MiB; exportieren Sie den Lebenslauf ohne große Bilder."},
      {"the PDF opens only with a password; save it without one, then try again",
       "Das PDF öffnet sich nur mit einem Passwort; speichern Sie es ohne und versuchen Sie es noch einmal."},
      {"the PDF is damaged and cannot be read; get it anew, then try again",
       "Das PDF ist beschädigt und nicht zu lesen; besorgen Sie es neu und versuchen Sie es noch einmal."},
      {"this Word file is protected by a password; take the password away (in Word: File, Info, Protect "
       "Document) and give it again",
       "Diese Word-Datei ist durch ein Passwort geschützt; entfernen Sie es (in Word: Datei, Informationen, "
       "Dokument schützen) und wählen Sie die Datei noch einmal."},
      {"this is a file of an old Word (.doc); open it where it was written and save or export it as .docx "
       "first",
       "Das ist eine Datei eines alten Word (.doc); öffnen Sie sie dort, wo sie entstanden ist, und "
       "speichern oder exportieren Sie sie zuerst als .docx."},
      {"this is a rich text file (.rtf); open it where it was written and save or export it as .docx first",
       "Das ist eine Rich-Text-Datei (.rtf); öffnen Sie sie dort, wo sie entstanden ist, und speichern oder "
       "exportieren Sie sie zuerst als .docx."},
      {"this is a Word document saved as XML; open it where it was written and save or export it as .docx "
       "first",
       "Das ist ein als XML gespeichertes Word-Dokument; öffnen Sie es in Word und speichern Sie es zuerst "
       "als .docx."},
      {"this is an OpenDocument file (.odt); open it where it was written and save or export it as .docx "
       "first",
       "Das ist eine OpenDocument-Datei (.odt); öffnen Sie sie dort, wo sie entstanden ist, und speichern "
       "oder exportieren Sie sie zuerst als .docx."},
      {"this is a file of Apple Pages (.pages); in Pages choose File, Export To, Word, and give the .docx",
       "Das ist eine Datei von Apple Pages (.pages); wählen Sie in Pages Ablage, Exportieren, Word, und dann "
       "hier die .docx."},
      {"this is an Excel file; a CV can be read from a Word file (.docx)",
       "Das ist eine Excel-Datei; ein Lebenslauf lässt sich aus einer Word-Datei (.docx) lesen."},
      {"this is a PowerPoint file; a CV can be read from a Word file (.docx)",
       "Das ist eine PowerPoint-Datei; ein Lebenslauf lässt sich aus einer Word-Datei (.docx) lesen."},
  };
  return texts;
}

}  // namespace

std::string_view language_for(const http::Request& request) {
  static const std::vector<std::string> spoken{"en", "de"};
  return http::choose_language(request.field("accept-language"), spoken) == "de" ? "de" : "en";
}

std::string_view said(std::string_view english, std::string_view language) {
  if (language != "de") return english;
  const auto at = german().find(english);
  return at == german().end() ? "" : at->second;
}

}  // namespace vitrine::site
