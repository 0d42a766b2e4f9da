#include "render/pdf/metadata.hpp"

#include <fmt/format.h>
#include <lcms2.h>

#include <algorithm>
#include <chrono>

#include "base/version.hpp"
#include "render/common/escape.hpp"

namespace vitrine::render::pdf {

std::string pdf_date(base::TimePoint time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(time - day)};
  return fmt::format("D:{:04}{:02}{:02}{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string producer() {
  return "Vitrine " + std::string(version());
}

std::string xmp(const Content& content, base::TimePoint saved_at) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(saved_at);
  // Without fractions: the information dictionary has none, and both must agree.
  auto date = base::format_rfc3339(seconds);
  if (const auto dot = date.find('.'); dot != std::string::npos) date = date.substr(0, dot) + "Z";
  constexpr std::string_view kExtension =
      R"(<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
)";
  std::string out = "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n";
  out +=
      R"(<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
)";
  out += "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" + escaped(content.title) +
         "</rdf:li></rdf:Alt></dc:title>\n<dc:creator><rdf:Seq><rdf:li>" + escaped(content.name) +
         "</rdf:li></rdf:Seq></dc:creator>\n<dc:language><rdf:Bag><rdf:li>" + escaped(content.language) +
         "</rdf:li></rdf:Bag></dc:language>\n<xmp:CreateDate>" + date + "</xmp:CreateDate><xmp:ModifyDate>" +
         date + "</xmp:ModifyDate>\n<xmp:CreatorTool>" + producer() + "</xmp:CreatorTool><pdf:Producer>" +
         producer() + "</pdf:Producer>\n</rdf:Description>\n";
  out += kExtension;
  return out + "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";
}

const std::string& srgb_profile() {
  static const std::string bytes = [] {
    const auto profile = cmsCreate_sRGBProfile();
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    std::string out(size, '\0');
    cmsSaveProfileToMem(profile, out.data(), &size);
    cmsCloseProfile(profile);
    // The header holds the creation time and a digest that covers it (ICC.1 section 7.2): use a fixed day and
    // no digest.
    constexpr std::string_view kFirstOf2026{"\x07\xEA\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00", 12};
    constexpr std::size_t kDateAt = 24;
    constexpr std::size_t kDigestAt = 84;
    constexpr std::size_t kDigestBytes = 16;
    out.replace(kDateAt, kFirstOf2026.size(), kFirstOf2026);
    std::fill_n(out.begin() + kDigestAt, kDigestBytes, '\0');
    return out;
  }();
  return bytes;
}

}  // namespace vitrine::render::pdf
