#include "render/html/json_ld.hpp"

#include <nlohmann/json.hpp>

#include "render/common/escape.hpp"
#include "render/common/markdown.hpp"

namespace vitrine::render::html {

namespace {

using Json = nlohmann::ordered_json;

void set(Json& object, const char* key, const std::string& value) {
  if (!value.empty()) object[key] = value;
}

void set_list(Json& object, const char* key, Json list) {
  if (!list.empty()) object[key] = std::move(list);
}

Json organization(const char* type, const cv::Entry& entry) {
  Json out{{"@type", type}};
  set(out, "name", entry.organization.value);
  if (const auto url = safe_url(entry.organization_url)) out["url"] = *url;
  return out;
}

void add_section(Json& person, const cv::Section& section) {
  Json names = Json::array();
  for (const auto& entry : section.entries) {
    if (section.id == "work") {
      if (entry.period.ongoing() && !entry.organization.empty())
        names.push_back(organization("Organization", entry));
    } else if (section.id == "education") {
      if (!entry.organization.empty()) names.push_back(organization("EducationalOrganization", entry));
    } else if (!entry.title.empty()) {
      names.push_back(entry.title.value);
    }
  }
  static constexpr std::pair<std::string_view, const char*> kProperties[]{
      {"work", "worksFor"},           {"education", "alumniOf"}, {"skills", "knowsAbout"},
      {"languages", "knowsLanguage"}, {"awards", "award"},
  };
  for (const auto& [id, property] : kProperties) {
    if (section.id == id) set_list(person, property, names);
  }
}

}  // namespace

std::string json_ld(const cv::Outline& outline, const Addresses& addresses) {
  const auto& basics = outline.basics;
  Json person{{"@context", "https://schema.org"}, {"@type", "Person"}};
  set(person, "name", basics.name.value);
  set(person, "jobTitle", basics.label.value);
  set(person, "description", markdown_line(basics.summary.value));
  set(person, "email", basics.email.empty() ? "" : "mailto:" + basics.email);
  set(person, "telephone", basics.phone);
  set(person, "url", safe_url(basics.url).value_or(addresses.canonical));
  if (const auto image = safe_image(basics.image); image && !image->starts_with("data:"))
    person["image"] = *image;
  Json address{{"@type", "PostalAddress"}};
  set(address, "streetAddress", basics.address.value);
  set(address, "postalCode", basics.postal_code);
  set(address, "addressLocality", basics.city.value);
  set(address, "addressRegion", basics.region.value);
  set(address, "addressCountry", basics.country_code);
  if (address.size() > 1) person["address"] = std::move(address);
  Json same_as = Json::array();
  for (const auto& profile : basics.profiles) {
    if (const auto url = safe_url(profile.url)) same_as.push_back(*url);
  }
  set_list(person, "sameAs", std::move(same_as));
  for (const auto& section : outline.sections) add_section(person, section);

  std::string out;
  // ASCII only, so that it contains no character that HTML forbids.
  for (const char c : person.dump(-1, ' ', true, Json::error_handler_t::replace)) {
    if (c == '<') {
      out += "\\u003c";  // so that no text of a CV ends the <script> element around it
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace vitrine::render::html
