#include "cv/import/section_words.hpp"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/ascii.hpp"

namespace vitrine::cv::importing {

namespace section_words {
namespace {

struct Words {
  std::string_view section;
  std::string_view words;  ///< lower case, separated by '|'
};

constexpr std::array<Words, 20> kWords{{
    {"work",
     "الخبرة المهنية|berufserfahrung|experience|experiencia|expérience professionnelle|"
     "ניסיון תעסוקתי|esperienza|職務経歴|경력|werkervaring|doświadczenie|experiência|опыт работы|"
     "i̇ş deneyimi|工作经历|work experience|professional experience|employment|employment history|"
     "work history|career|career history|experience and employment|relevant experience|"
     "berufliche erfahrung|beruflicher werdegang|berufspraxis|werdegang|praktische erfahrung|"
     "praxiserfahrung|arbeitserfahrung|expériences professionnelles|expériences|expérience|"
     "parcours professionnel|experiencia laboral|experiencia profesional|"
     "esperienza professionale|esperienze professionali|esperienza lavorativa|"
     "esperienze lavorative|experiência profissional|experiência de trabalho|werkervaringen|"
     "ervaring|doświadczenie zawodowe|профессиональный опыт|iş tecrübesi|deneyim|工作经验|職歴|"
     "경력 사항|경력사항|الخبرات|الخبرة|ניסיון|"
     "досвід роботи|επαγγελματική εμπειρία|سوابق شغلی|कार्य अनुभव|ประสบการณ์ทำงาน|досвід|професійний "
     "досвід|εμπειρία|εργασιακή εμπειρία|προϋπηρεσία|سابقه کار|تجربه کاری|تجربیات کاری|अनुभव|ประสบการณ์"},
    {"projects",
     "المشاريع|projekte|projects|proyectos|projets|פרויקטים|progetti|プロジェクト|프로젝트|projecten|"
     "projekty|projetos|проекты|projeler|项目|project|personal projects|selected projects|"
     "projekterfahrung|projektarbeit|ausgewählte projekte|projets personnels|"
     "proyectos personales|项目经验|项目经历|"
     "проєкти|έργα|پروژه‌ها|परियोजनाएँ|โครงการ|"
     "проекти|"
     "شرح "
     "پروژه‌ها|ผลงาน"},
    {"volunteer",
     "العمل التطوعي|ehrenamt|volunteering|voluntariado|bénévolat|התנדבות|volontariato|"
     "ボランティア活動|봉사 활동|vrijwilligerswerk|wolontariat|волонтёрство|gönüllü çalışmalar|志愿服务|"
     "volunteer|volunteer experience|volunteer work|voluntary work|community service|"
     "ehrenamtliche tätigkeiten|ehrenamtliches engagement|engagement|freiwilligenarbeit|"
     "soziales engagement|engagements|engagement associatif|voluntariados|volontariat|"
     "esperienze di volontariato|志愿者经历|"
     "волонтерство|εθελοντισμός|فعالیت‌های "
     "داوطلبانه|स्वयंसेवा|งานอาสาสมัคร|волонтерська "
     "діяльність|εθελοντική "
     "εργασία|فعالیت داوطلبانه"},
    {"education",
     "التعليم|ausbildung|education|formación|formation|השכלה|istruzione|学歴|학력|opleiding|"
     "wykształcenie|formação|образование|eğitim|教育背景|education and training|"
     "academic background|academic history|studies|qualifications|bildung|bildungsweg|"
     "ausbildung und studium|studium|schulbildung|akademische ausbildung|schule und studium|"
     "formations|études|diplômes|formación académica|educación|estudios|formazione|"
     "istruzione e formazione|formação académica|formação acadêmica|educação|onderwijs|"
     "opleidingen|edukacja|öğrenim|教育经历|教育|학력 사항|학력사항|التعليم والتدريب|"
     "освіта|εκπαίδευση|تحصیلات|शिक्षा|การศึกษา|σπουδές|سوابق تحصیلی|शैक्षणिक योग्यता|ประวัติการศึกษา"},
    {"skills",
     "المهارات|kenntnisse|skills|competencias|compétences|מיומנויות|competenze|スキル|기술|"
     "vaardigheden|umiejętności|competências|навыки|beceriler|技能|key skills|technical skills|"
     "core competencies|competencies|technologies|tools|expertise|skill set|it skills|"
     "computer skills|fähigkeiten|fachkenntnisse|kompetenzen|edv-kenntnisse|it-kenntnisse|"
     "technische kenntnisse|kenntnisse und fähigkeiten|compétences techniques|habilidades|"
     "aptitudes|conocimientos|competenze tecniche|capacità|habilidades técnicas|"
     "vaardigheden en competenties|kompetencje|ключевые навыки|専門スキル|技能专长|보유 기술|"
     "навички|δεξιότητες|مهارت‌ها|कौशल|ทักษะ|ключові "
     "навички|ικανότητες|مهارت‌های "
     "فنی|ความสามารถ"},
    {"languages",
     "اللغات|sprachen|languages|idiomas|langues|שפות|lingue|語学|언어|talen|języki|языки|diller|"
     "语言|language|language skills|sprachkenntnisse|fremdsprachen|langues parlées|lenguas|"
     "competenze linguistiche|línguas|talenkennis|znajomość języków|знание языков|"
     "yabancı diller|语言能力|言語|외국어|"
     "мови|γλώσσες|زبان‌ها|भाषाएँ|ภาษา|знання мов|ξένες "
     "γλώσσες|ทักษะทางภาษา"},
    {"certificates",
     "الشهادات|zertifikate|certificates|certificados|certifications|תעודות|certificazioni|資格|"
     "자격증|certificaten|certyfikaty|сертификаты|sertifikalar|证书|certification|licenses|"
     "licenses and certifications|licenses & certifications|certificates and licenses|"
     "training|courses and certificates|zertifizierungen|zertifikate und weiterbildungen|"
     "weiterbildung|weiterbildungen|fortbildungen|certificats|certificaciones|certificações|"
     "certificeringen|szkolenia|сертификация|资格证书|자격 사항|"
     "сертифікати|πιστοποιήσεις|گواهینامه‌ها|"
     "प्रमाणपत्र|"
     "ใบรับรอง"},
    {"awards",
     "الجوائز|auszeichnungen|awards|premios|distinctions|פרסים|riconoscimenti|受賞歴|수상 경력|"
     "prijzen|nagrody|prémios|награды|ödüller|奖项|award|honors|honours|honors and awards|"
     "honors & awards|awards and honors|achievements|preise|preise und auszeichnungen|"
     "stipendien|prix|prix et distinctions|récompenses|premios y reconocimientos|"
     "reconocimientos|premi|prêmios|onderscheidingen|достижения|荣誉|获奖情况|수상|"
     "нагороди|διακρίσεις|جوایز|पुरस्कार|รางวัล"},
    {"publications",
     "المنشورات|veröffentlichungen|publications|publicaciones|פרסומים|pubblicazioni|出版・論文|출판물|"
     "publicaties|publikacje|publicações|публикации|yayınlar|出版物|publication|"
     "selected publications|papers|patents and publications|publikationen|"
     "vorträge und veröffentlichungen|artículos|pubblicazioni scientifiche|论文|논문|"
     "публікації|δημοσιεύσεις|انتشارات|प्रकाशन|ผลงานตีพิมพ์"},
    {"interests",
     "الاهتمامات|interessen|interests|intereses|centres d’intérêt|תחומי עניין|interessi|趣味・関心|"
     "관심 분야|interesses|zainteresowania|интересы|i̇lgi alanları|兴趣爱好|interest|hobbies|"
     "hobbies and interests|hobbies & interests|interests and hobbies|activities|hobbys|"
     "hobbys und interessen|interessen und hobbys|freizeit|loisirs|centres d'intérêt|"
     "aficiones|passatempi|hobby|hobby's|zainteresowania i hobby|увлечения|hobiler|兴趣|趣味|취미|"
     "інтереси|ενδιαφέροντα|علاقه‌مندی‌ها|रुचियाँ|"
     "ความสนใจ"},
    {"references",
     "المراجع|referenzen|references|referencias|références|ממליצים|referenze|推薦者|추천인|"
     "referenties|referencje|referências|рекомендации|referanslar|推荐人|reference|"
     "recommendations|testimonials|empfehlungen|recommandations|recomendaciones|"
     "raccomandazioni|referenzen und empfehlungen|"
     "рекомендації|συστάσεις|معرف‌ها|संदर्भ|"
     "บุคคลอ้างอิง"},
    {"contact",
     "التواصل|kontakt|contact|contacto|יצירת קשר|contatti|連絡先|연락처|контакты|i̇letişim|联系方式|"
     "contact details|contact information|personal details|personal information|personal data|"
     "details|kontaktdaten|persönliche daten|persönliche angaben|angaben zur person|"
     "coordonnées|informations personnelles|datos personales|datos de contacto|dati personali|"
     "contatto|dados pessoais|contactgegevens|persoonsgegevens|dane osobowe|dane kontaktowe|"
     "личные данные|kişisel bilgiler|个人信息|個人情報|개인정보|"
     "контакти|επικοινωνία|تماس|संपर्क|ติดต่อ|контактна інформація|στοιχεία επικοινωνίας|اطلاعات تماس|ข้อมูลติดต่อ"},
    {"email",
     "البريد الإلكتروني|e-mail|correo electrónico|דוא״ל|メール|이메일|эл. почта|e-posta|电子邮件|email|"
     "mail|e mail|courriel|adresse e-mail|correo|el. paštas|"
     "ел. пошта|ایمیل|ईमेल|อีเมล"},
    {"phone",
     "الهاتف|telefon|phone|teléfono|téléphone|טלפון|telefono|電話|전화|telefoon|telefone|телефон|"
     "电话|tel|tel.|telephone|mobile|mobil|mobiltelefon|handy|mobile phone|cell|portable|móvil|"
     "cellulare|telemóvel|mobiel|telefoonnummer|тел|тел.|手机|携帯|"
     "τηλέφωνο|تلفن|फ़ोन|โทรศัพท์"},
    {"website",
     "الموقع الإلكتروني|website|sitio web|site web|אתר|sito web|ウェブサイト|웹사이트|"
     "strona internetowa|site|сайт|web sitesi|网站|web|homepage|url|webseite|internet|portfolio|"
     "sito|página web|"
     "вебсайт|ιστότοπος|وب‌سایت|वेबसाइट|เว็บไซต์"},
    {"location",
     "المكان|ort|location|ubicación|lieu|מיקום|luogo|所在地|위치|plaats|miejscowość|local|"
     "местоположение|konum|address|adresse|anschrift|wohnort|indirizzo|dirección|morada|"
     "endereço|adres|адрес|adresse postale|地址|住所|주소|city|ville|ciudad|città|"
     "місце проживання|τοποθεσία|مکان|स्थान|ที่อยู่|адреса|διεύθυνση|آدرس|نشانی|पता"},
    {"grade",
     "التقدير|note|grade|calificación|mention|ציון|voto|成績|성적|cijfer|ocena|nota|оценка|not|成绩|"
     "gpa|final grade|abschlussnote|gesamtnote|final mark|result|score|note finale|nota media|"
     "voto finale|"
     "оцінка|βαθμός|معدل|श्रेणी|ผลการเรียน"},
    {"cv",
     "السيرة الذاتية|lebenslauf|curriculum vitae|currículum|curriculum vitæ|קורות חיים|履歴書|"
     "이력서|życiorys|currículo|резюме|özgeçmiş|简历|cv|resume|vita|tabellarischer lebenslauf|"
     "βιογραφικό σημείωμα|رزومه|जीवनवृत्त|ประวัติย่อ"},
    {"summary",
     "summary|profile|about|about me|professional summary|executive summary|objective|"
     "career objective|personal statement|profil|kurzprofil|über mich|zusammenfassung|"
     "persönliches profil|profil professionnel|à propos|à propos de moi|résumé|resumen|perfil|"
     "perfil profesional|sobre mí|acerca de mí|profilo|profilo professionale|chi sono|"
     "sommario|perfil profissional|resumo|sobre mim|profiel|over mij|samenvatting|o mnie|"
     "podsumowanie|profil zawodowy|о "
     "себе|профиль|hakkımda|özet|关于我|个人简介|自我评价|自己紹介|概要|자기소개|소개|"
     "نبذة|نبذة عني|الملخص|אודות|תקציר|פרופיל|"
     "про себе|профіль|σχετικά με εμένα|προφίλ|περίληψη|درباره من|خلاصه|सारांश|परिचय|เกี่ยวกับฉัน|สรุป"},
    {"courses",
     "courses|coursework|relevant coursework|kurse|schwerpunkte|cours|cursos|asignaturas|"
     "corsi|cursussen|vakken"},
}};

/// Beginnings of words in titles of several words. The first match counts.
constexpr std::array<Words, 12> kStems{{
    {"volunteer",
     "volunt|ehrenamt|bénévol|freiwillig|community|wolontar|волонт|gönüllü|志愿|ボランティア|봉사"},
    {"publications", "publi|veröffentlich|paper|pubblic|patent|article|публика|yayın|论文|出版|논문"},
    {"awards",
     "award|honor|honour|auszeichn|preise|distinct|récompens|premi|prémi|nagrod|наград|ödül|奖|受賞|수상"},
    {"certificates", "certif|zertif|licen|sertifi|сертиф|szkole|weiterbild|fortbild|证书|資格|자격"},
    {"references", "referen|référen|recommend|empfehl|testimonial|рекоменд|推荐|推薦|추천"},
    {"languages", "language|sprach|langue|idioma|lingu|talen|język|язык|diller|语言|語学|언어"},
    {"interests", "interes|hobb|loisir|aficion|freizeit|zainter|увлеч|兴趣|趣味|취미"},
    {"education",
     "educa|ausbild|bildung|studi|formation|formaci|istruz|formaz|formação|opleid|academic|school|"
     "wykszt|образов|eğitim|教育|学歴|학력|étude"},
    {"projects", "proje|proyect|progett|проект|项目|プロジェクト|프로젝트"},
    {"skills",
     "skill|kenntniss|compet|kompeten|compét|fähigkeit|technolog|habilid|vaardig|umiej|навык|beceri|"
     "expertise|tools|技能|スキル|기술"},
    {"work",
     "experience|employ|work|beruf|praxis|erfahrung|arbeit|expérience|experienc|esperienz|experiên|"
     "ervaring|doświad|опыт|deneyim|career|job|praktik|internship|工作|職|경력"},
    {"summary", "summary|about|profil|objective|welcome|intro|über|propos|zusammenfass|perfil|resum"},
}};

/// In lower case, without leading numbers and without signs at both ends.
std::string normal(std::string_view title) {
  auto wide = icu::UnicodeString::fromUTF8({title.data(), static_cast<std::int32_t>(title.size())});
  std::string folded;
  wide.toLower(icu::Locale::getRoot()).toUTF8String(folded);
  for (auto at = folded.find("\u2019"); at != std::string::npos; at = folded.find("\u2019", at)) {
    folded.replace(at, 3, "'");
  }
  return std::string(base::trimmed(base::trimmed(folded, " \t\r\n0123456789.:-*_|#/"), " \t"));
}

constexpr std::size_t kLongestTitle = 60;

}  // namespace
}  // namespace section_words

std::string section_of_title(std::string_view title) {
  using namespace section_words;
  static const auto all = [] {
    std::map<std::string, std::string_view, std::less<>> out;
    for (const auto& [section, words] : kWords) {
      for (std::size_t begin = 0; begin <= words.size();) {
        const auto end = std::min(words.find('|', begin), words.size());
        out.emplace(normal(words.substr(begin, end - begin)), section);
        begin = end + 1;
      }
    }
    return out;
  }();
  if (title.size() > 2 * kLongestTitle) return {};
  const auto known = all.find(normal(title));
  return known == all.end() ? std::string{} : std::string(known->second);
}

std::string section_about(std::string_view title) {
  using namespace section_words;
  if (auto exact = section_of_title(title); !exact.empty()) return exact;
  if (title.size() > 2 * kLongestTitle) return {};
  const auto name = normal(title);
  for (const auto& [section, stems] : kStems) {
    for (std::size_t begin = 0; begin < stems.size();) {
      const auto end = std::min(stems.find('|', begin), stems.size());
      if (name.find(stems.substr(begin, end - begin)) != std::string::npos) return std::string(section);
      begin = end + 1;
    }
  }
  return {};
}

}  // namespace vitrine::cv::importing
