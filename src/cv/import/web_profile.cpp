#include "cv/import/web_profile.hpp"

#include <array>

#include "base/ascii.hpp"
#include "cv/formats/loose_text.hpp"

namespace vitrine::cv::importing {

std::string host_of(std::string_view url) {
  if (const auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  auto host = base::ascii_lower(url.substr(0, url.find_first_of("/?#:")));
  if (host.starts_with("www.")) host.erase(0, 4);
  return host;
}

std::string network_of(std::string_view url) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kNetworks{
      {{"linkedin.com", "LinkedIn"},
       {"github.com", "GitHub"},
       {"gitlab.com", "GitLab"},
       {"x.com", "X"},
       {"twitter.com", "X"},
       {"facebook.com", "Facebook"},
       {"instagram.com", "Instagram"},
       {"youtube.com", "YouTube"},
       {"xing.com", "XING"},
       {"orcid.org", "ORCID"},
       {"stackoverflow.com", "Stack Overflow"},
       {"researchgate.net", "ResearchGate"},
       {"scholar.google.com", "Google Scholar"},
       {"behance.net", "Behance"},
       {"dribbble.com", "Dribbble"},
       {"bsky.app", "Bluesky"}}};
  const auto host = host_of(url);
  for (const auto& [known, name] : kNetworks) {
    const bool is_part =
        host.size() > known.size() && host.ends_with(known) && host[host.size() - known.size() - 1] == '.';
    if (host == known || is_part) return std::string(name);
  }
  return {};
}

}  // namespace vitrine::cv::importing
