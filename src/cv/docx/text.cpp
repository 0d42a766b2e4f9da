#include "cv/docx/text.hpp"

#include <algorithm>
#include <set>

#include "base/ascii.hpp"
#include "cv/docx/reader.hpp"

namespace vitrine::cv::docx {

namespace docx_text {
namespace {

const archive::ZipEntry* find(const std::vector<archive::ZipEntry>& files, std::string_view name) {
  while (name.starts_with('/')) name.remove_prefix(1);
  const auto at = std::ranges::find(files, name, &archive::ZipEntry::name);
  return at == files.end() ? nullptr : &*at;
}

std::string folder_of(std::string_view name) {
  const auto slash = name.rfind('/');
  return slash == std::string_view::npos ? std::string{} : std::string(name.substr(0, slash + 1));
}

std::string relations_name(std::string_view part) {
  const auto folder = folder_of(part);
  return folder + "_rels/" + std::string(part.substr(folder.size())) + ".rels";
}

/// The path of the main text: from the package's relationships, else Word's usual path.
std::string main_part(const std::vector<archive::ZipEntry>& files) {
  if (const auto* file = find(files, "_rels/.rels"); file != nullptr) {
    if (const auto relations = read_docx_relations(file->content)) {
      for (const auto& [id, relation] : *relations) {
        const auto& target = relation.target;
        if (relation.type == "officeDocument") return target.starts_with('/') ? target.substr(1) : target;
      }
    }
  }
  return "word/document.xml";
}

/// The texts between runs that are only a separator sign: fields that somebody wrote in one line.
std::vector<std::string> parts_of(const DocxParagraph& paragraph) {
  std::vector<std::string> out(1);
  for (const auto& run : paragraph.runs) {
    const bool is_sign = run.text == ", " || run.text == "; " || run.text == " – ";
    if (is_sign) {
      out.emplace_back();
    } else {
      out.back() += run.text;
    }
  }
  std::erase_if(out, [](const std::string& one) { return base::trimmed(one).empty(); });
  return out;
}

Json paragraph_json(const DocxParagraph& paragraph) {
  Json out = {{"text", plain_text_of(paragraph)}, {"html", html_of(paragraph)}};
  if (auto parts = parts_of(paragraph); parts.size() > 1) out["parts"] = std::move(parts);
  bool is_bold = true;
  for (const auto& run : paragraph.runs) {
    is_bold = is_bold && (run.is_bold || base::trimmed(run.text).empty());
    if (!run.url.empty() && !out.contains("url")) out["url"] = run.url;
  }
  const auto& style = paragraph.style;
  if (style.heading) out["heading"] = *style.heading;
  if (!style.name.empty()) out["style"] = style.name;
  if (paragraph.list) out["list"] = *paragraph.list;
  if (paragraph.is_numbered) out["numbered"] = true;
  if (is_bold) out["bold"] = true;
  if (paragraph.is_caps) out["caps"] = true;
  if (paragraph.size > 0) out["size"] = paragraph.size;
  return out;
}

/// dc:language of the package's properties (ECMA-376 part 2, 11).
class LanguageReader final : public formats::XmlHandler {
 public:
  std::string language;

  bool start(const formats::XmlName& name,
             const std::vector<formats::XmlAttribute>& /*attributes*/) override {
    is_language_ = name.local == "language";
    return true;
  }
  void end(const formats::XmlName& /*name*/) override { is_language_ = false; }
  void text(std::string_view text) override {
    if (is_language_) language += text;
  }

 private:
  bool is_language_ = false;
};

class Package {
 public:
  explicit Package(const std::vector<archive::ZipEntry>& files) : files_(files) {}

  Result<Json> read() {
    const auto name = main_part(files_);
    const auto* document = find(files_, name);
    if (document == nullptr) return Error{ErrorCode::invalid, "the text of the Word file is missing"_msg};
    if (document->is_cut) return Error{ErrorCode::too_large, "the Word file is too long for a CV"_msg};
    DocxRelations relations;
    if (const auto* file = find(files_, relations_name(name)); file != nullptr) {
      auto known = read_docx_relations(file->content);
      if (!known) return known.error();
      relations = std::move(*known);
    }
    read_looks(name, relations);
    const auto folder = folder_of(name);
    add_others(folder, relations, "header");
    if (auto added = add(document->content, relations, ""); !added) return added.error();
    add_others(folder, relations, "footer");
    if (const auto* file = find(files_, "docProps/core.xml"); file != nullptr) {
      LanguageReader reader;
      if (read_xml_events(file->content, reader) && !reader.language.empty()) language_ = reader.language;
    }
    for (const auto* type : {"footnotes", "endnotes", "comments"}) add_notes(folder, relations, type);
    if (pictures_ > 0) left_["pictures"] = pictures_;
    Json out = {{"docx", {{"paragraphs", std::move(paragraphs_)}}}};
    if (!language_.empty()) out["docx"]["language"] = language_;
    out["docx"].update(left_);
    return Result<Json>(boost::system::in_place_value, std::move(out));
  }

 private:
  [[nodiscard]] const archive::ZipEntry* related(const std::string& folder,
                                                 const DocxRelation& relation) const {
    const auto& target = relation.target;
    return find(files_, target.starts_with('/') ? target : folder + target);
  }

  void read_looks(const std::string& document, const DocxRelations& relations) {
    const auto folder = folder_of(document);
    for (const auto& [id, relation] : relations) {
      const auto* file = relation.is_external ? nullptr : related(folder, relation);
      if (file == nullptr) continue;
      // A file without its styles still has its text: keep the styles read before the damage.
      if (relation.type == "styles") (void)styles_.read(file->content);
      if (relation.type == "numbering") (void)numberings_.read(file->content);
    }
  }

  Result<void> add(std::string_view xml, const DocxRelations& relations, std::string_view place) {
    auto reading =
        read_docx_part(xml, {.styles = styles_, .numberings = numberings_, .relations = relations});
    if (!reading) return reading.error();
    pictures_ += reading->pictures;
    for (auto& text : reading->hidden) left_["hidden"].push_back(std::move(text));
    for (const auto& paragraph : reading->paragraphs) {
      auto one = paragraph_json(paragraph);
      if (!place.empty()) {  // a first page and the others may have the same header
        one["place"] = place;
        if (!seen_.insert(one["text"].get<std::string>()).second) continue;
      }
      paragraphs_.push_back(std::move(one));
    }
    return {};
  }

  void add_others(const std::string& folder, const DocxRelations& relations, std::string_view type) {
    for (const auto& [id, relation] : relations) {
      const auto* file = relation.type == type ? related(folder, relation) : nullptr;
      if (file == nullptr) continue;
      DocxRelations own;
      if (const auto* known = find(files_, relations_name(file->name)); known != nullptr) {
        if (auto read = read_docx_relations(known->content)) own = std::move(*read);
      }
      if (const auto added = add(file->content, own, type); !added)
        left_[std::string(type)].push_back("damaged");
    }
  }

  void add_notes(const std::string& folder, const DocxRelations& relations, const std::string& type) {
    for (const auto& [id, relation] : relations) {
      const auto* file = relation.type == type ? related(folder, relation) : nullptr;
      if (file == nullptr) continue;
      const auto reading = read_docx_part(
          file->content, {.styles = styles_, .numberings = numberings_, .relations = relations});
      if (!reading) continue;
      for (const auto& paragraph : reading->paragraphs) left_[type].push_back(plain_text_of(paragraph));
    }
  }

  const std::vector<archive::ZipEntry>& files_;
  DocxStyles styles_;
  DocxNumberings numberings_;
  Json paragraphs_ = Json::array();
  Json left_ = Json::object();
  std::set<std::string> seen_;
  std::string language_;
  int pictures_ = 0;
};

}  // namespace
}  // namespace docx_text

bool is_docx_part(std::string_view name) {
  return name.ends_with(".xml") || name.ends_with(".rels");
}

bool is_docx(const std::vector<archive::ZipEntry>& files) {
  const auto* types = docx_text::find(files, "[Content_Types].xml");
  const bool is_word_text = types != nullptr && types->content.find("wordprocessingml") != std::string::npos;
  return is_word_text || docx_text::find(files, "word/document.xml") != nullptr;
}

Result<Json> read_docx(const std::vector<archive::ZipEntry>& files) {
  return docx_text::Package(files).read();
}

}  // namespace vitrine::cv::docx
