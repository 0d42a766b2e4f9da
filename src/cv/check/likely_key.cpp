#include "cv/check/likely_key.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"

namespace vitrine::cv::check {

namespace {

struct CommonName {
  std::string_view key;      ///< key of JSON Resume
  std::string_view aliases;  ///< in the form of folded_key(), separated by spaces
};

/// Common names in English, German, French, Spanish, Italian, Portuguese and Dutch. Several keys may share an
/// alias: the object's schema decides which of them it has.
constexpr auto kCommonNames = std::to_array<CommonName>({
    {"work",
     " experience experiences workexperience workexperiences professionalexperience employment employments "
     "employmenthistory workhistory jobs job career positions history berufserfahrung berufserfahrungen "
     "arbeit "
     "beruf berufspraxis werdegang experienceprofessionnelle experiencesprofessionnelles emplois experiencia "
     "experiencialaboral experienciaprofesional experienciaprofissional esperienza esperienze "
     "esperienzalavorativa esperienzeprofessionali werkervaring ervaring "},
    {"education",
     " educations educationhistory school schools schooling studies academics academic training degrees "
     "bildung "
     "ausbildung studium schulbildung bildungsweg formation formations educacion formacion formacao educacao "
     "estudios istruzione formazione opleiding opleidingen onderwijs "},
    {"skills",
     " technicalskills hardskills softskills skillset competences competencies technologies tools expertise "
     "abilities kenntnisse fahigkeiten faehigkeiten kompetenzen edvkenntnisse competencesprofessionnelles "
     "habilidades competencias aptitudes competenze vaardigheden competenties "},
    {"languages",
     " languageskills spokenlanguages sprachen sprachkenntnisse sprache langues idiomas lingue linguas talen "
     "talenkennis "},
    {"certificates",
     " certifications certification certificate licenses licences licensesandcertifications zertifikate "
     "zertifizierungen zertifikat certificats certificados certificaciones certificacoes certificati "
     "certificazioni certificaten "},
    {"awards",
     " honors honours honorsandawards honorsawards achievements prizes distinctions recognition "
     "accomplishments "
     "auszeichnungen preise ehrungen prix recompenses premios premi reconocimientos riconoscimenti prijzen "},
    {"publications",
     " papers articles books writing patents talks veroffentlichungen veroeffentlichungen publikationen "
     "publicaciones publicacoes pubblicazioni publicaties "},
    {"projects",
     " project portfolio sideprojects personalprojects opensource projekte projekt projets proyectos "
     "projetos "
     "progetti projecten "},
    {"volunteer",
     " volunteering volunteerwork volunteerexperience volunteers civic ehrenamt engagement ehrenamtliches "
     "benevolat "
     "voluntariado volontariato vrijwilligerswerk "},
    {"interests",
     " hobby hobbies interest activities interessen hobbys centresdinteret loisirs intereses aficiones "
     "interessi "
     "interesses "},
    {"references",
     " referees recommendations testimonials referenzen recommandations referencias referenze referenties "},
    {"basics",
     " basic personal personalinfo personaldetails personalinformation person profile about contact "
     "contactinfo "
     "header personliches persoenliches personlichedaten persoenlichedaten kontakt donneespersonnelles "
     "datospersonales datipersonali dadospessoais persoonlijk "},
    {"profiles",
     " socials social socialmedia socialnetworks sociallinks accounts networks profile links netzwerke "},
    {"label",
     " headline title jobtitle profession role occupation berufsbezeichnung titre titulo titolo beruf "},
    {"position",
     " title jobtitle role job function stelle rolle tatigkeit taetigkeit poste puesto cargo posizione ruolo "
     "functie "},
    {"organization",
     " organisation name company institution association verein organizacion organizzazione "},
    {"institution",
     " school university college name organization hochschule universitat universitaet schule ecole "
     "universite "
     "universidad escuela universita scuola instelling issuer "},
    {"studyType",
     " title degree degreetype qualification level abschluss diplome grado titulo titolo diploma "},
    {"name",
     " fullname title organization organisation company employer companyname firma arbeitgeber unternehmen "
     "nom "
     "nombre nome naam entreprise empresa azienda label heading "},
    {"area",
     " field fieldofstudy major subject discipline course program fach studienfach fachrichtung domaine "},
    {"score", " grade gpa grades mark marks note notenschnitt result "},
    {"courses", " coursework modules classes subjects kurse facher cours "},
    {"highlights",
     " bullets bulletpoints achievements accomplishments responsibilities duties tasks details points "
     "aufgaben "
     "tatigkeiten taetigkeiten erfolge missions taches logros funciones "},
    {"summary",
     " description about bio profile objective text content details abstract intro introduction beschreibung "
     "zusammenfassung profil resume apropos resumen descripcion sommario descrizione samenvatting notes "
     "note "},
    {"description", " summary text details about content beschreibung abstract "},
    {"startDate",
     " start from begin began since datestart dateofstart von beginn startdatum debut inicio inizio date "},
    {"endDate",
     " end to until till finish finished dateend graduationdate bis ende enddatum fin termino date "},
    {"date",
     " startdate issued issuedate dateissued year when datum awarded obtained received releasedate enddate "},
    {"releaseDate", " date published publishdate publicationdate year datum issued startdate "},
    {"url", " website web link href homepage site uri webseite lien enlace weblink links page "},
    {"email", " mail emailaddress mailaddress correo courriel "},
    {"phone",
     " telephone tel mobile cell cellphone phonenumber mobilephone telefon handy telefonnummer telefono "
     "telefone "},
    {"image", " photo picture avatar photourl imageurl foto bild portrait profilepicture "},
    {"location", " address residence place adresse wohnort ort anschrift direccion indirizzo ubicacion "},
    {"city", " town ort stadt ville ciudad citta cidade plaats location "},
    {"postalCode", " zip zipcode postcode plz codepostal codigopostal cap "},
    {"countryCode", " country land pays pais paese "},
    {"issuer",
     " authority organization organisation provider issuedby institution company vendor aussteller emetteur "
     "emisor "},
    {"awarder", " issuer organization organisation authority issuedby from company "},
    {"fluency", " level proficiency skill niveau nivel livello grad stufe degree competence "},
    {"language", " name languagename sprache langue idioma lingua taal "},
    {"keywords",
     " tags technologies tools skills items stack techstack topics list details schlagworte schlagworter "},
});

/// The base letter of an accented letter in U+00C0 to U+00FF, in lower case; 0 for any other.
char base_letter(unsigned char second) {
  constexpr std::string_view kBase = "aaaaaaaceeeeiiiidnooooo?ouuuuy?saaaaaaaceeeeiiiidnooooo?ouuuuy?y";
  const auto at = static_cast<std::size_t>(second - 0x80U);
  return at < kBase.size() && kBase[at] != '?' ? kBase[at] : '\0';
}

/// Only lower-case letters and digits, without accents: "Work_Experience" and "work experience" are equal.
std::string folded_key(std::string_view key) {
  std::string out;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const auto byte = static_cast<unsigned char>(key[i]);
    if (byte == 0xC3 && i + 1 < key.size()) {
      if (const char base = base_letter(static_cast<unsigned char>(key[++i])); base != '\0') out += base;
    } else if (byte >= 0x80) {
      out += key[i];
    } else if (const char c = base::ascii_lower(key[i]); (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += c;
    }
  }
  return out;
}

bool is_named(std::string_view key, const std::string& wanted) {
  return folded_key(key) == wanted || folded_key(key) + "s" == wanted || folded_key(key) == wanted + "s";
}

/// The key of the schema with the same spelling except case, signs and an "s", or with that common name.
std::string own_key(const Schema& schema, const std::string& wanted) {
  for (const auto& [name, property] : schema.properties) {
    if (name.find('@') == std::string::npos && !name.starts_with('$') && is_named(name, wanted)) return name;
  }
  const auto in_spaces = " " + wanted + " ";
  for (const auto& [name, aliases] : kCommonNames) {
    const bool is_known = schema.properties.contains(name);
    if (is_known && aliases.find(in_spaces) != std::string_view::npos) return std::string(name);
  }
  return {};
}

}  // namespace

std::string likely_key(const Schema& schema, std::string_view key) {
  constexpr std::size_t kLongest = 48;
  if (key.size() > kLongest) return {};
  const auto wanted = folded_key(key);
  if (wanted.empty()) return {};
  if (auto own = own_key(schema, wanted); !own.empty()) return own;
  for (const auto& [name, property] : schema.properties) {
    const bool has_fields = property->type == Schema::Type::object && name.find('@') == std::string::npos;
    if (!has_fields || name == "meta") continue;
    if (const auto inner = own_key(*property, wanted); !inner.empty()) return name + "." + inner;
  }
  return {};
}

}  // namespace vitrine::cv::check
