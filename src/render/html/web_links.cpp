#include "render/html/web_links.hpp"

#include <optional>
#include <string_view>
#include <unordered_map>

#include "cv/document/texts.hpp"
#include "render/common/escape.hpp"
#include "render/common/markdown.hpp"

namespace vitrine::render::html {

namespace {

class Collector {
 public:
  void read(std::string_view field, const std::string& pointer, const std::string& text) {
    if (field == "url") return add(safe_url(text), pointer);
    if (field == "image") return add(safe_image(text), pointer);
    const auto has = [&](const char* mark) { return text.find(mark) != std::string::npos; };
    if (!has("](") && !has("]:") && !has("://")) return;  // each Markdown link contains one of these
    for (const auto& paragraph : markdown_paragraphs(text)) {
      for (const auto& run : paragraph.runs) {
        if (!run.url.empty()) add(run.url, pointer);
      }
    }
  }

  std::vector<WebLink> links;

 private:
  void add(const std::optional<std::string>& url, const std::string& pointer) {
    const auto scheme = url ? url->substr(0, url->find(':')) : "";
    const bool is_web = scheme.size() <= 5 && (scheme.starts_with('h') || scheme.starts_with('H'));
    if (!is_web) return;  // mailto, tel, data
    const auto [place, is_new] = places_.try_emplace(*url, links.size());
    if (is_new) links.push_back({.url = *url});
    auto& pointers = links[place->second].pointers;
    if (pointers.empty() || pointers.back() != pointer) pointers.push_back(pointer);
  }

  std::unordered_map<std::string, std::size_t> places_;
};

}  // namespace

std::vector<WebLink> web_links(const cv::Json& document) {
  Collector collector;
  cv::for_each_text(document, [&](std::string_view field, const std::string& pointer,
                                  const std::string& text) { collector.read(field, pointer, text); });
  return std::move(collector.links);
}

}  // namespace vitrine::render::html
