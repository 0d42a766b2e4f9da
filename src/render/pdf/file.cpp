#include "render/pdf/file.hpp"

#include <optional>

#include "render/pdf/file/objects.hpp"

namespace vitrine::render::pdf {

namespace {

constexpr std::string_view kSourceName = "resume.json";

class FileWriter {
 public:
  explicit FileWriter(const FileParts& parts) : parts_(parts), links_of_(parts.content.elements.size()) {}

  Result<std::string> write() {
    if (auto made = fonts(); !made) return made.error();
    const auto tree = pages();
    const auto structure_root = structure();
    const auto outlines = outline();
    ObjectText information;
    information << "<</Title " << text_string(parts_.content.title) << "/Author "
                << text_string(parts_.content.name) << "/Producer " << literal(parts_.producer) << "/Creator "
                << literal(parts_.producer) << "/CreationDate " << literal(parts_.date) << "/ModDate "
                << literal(parts_.date) << ">>";
    return file_.write(catalog(tree, structure_root, outlines), file_.add(information));
  }

 private:
  Result<void> fonts() {
    for (std::size_t i = 0; i < parts_.fonts.size(); ++i) {
      const auto& face = parts_.fonts.face(i);
      if (face.glyphs.empty()) continue;
      const auto program = subset(face);
      if (!program) return program.error();
      resources_ << "/F" << i << font(face, *program);
    }
    for (std::size_t i = 0; i < parts_.fonts.pictures.fonts(); ++i) {
      const auto made = parts_.fonts.pictures.write(i, file_);
      if (!made) return made.error();
      resources_ << "/E" << i << *made;
    }
    return {};
  }

  Reference font(const Face& face, const FontProgram& program) {
    ObjectText entries;
    if (program.is_cff) {
      entries << "/Subtype /CIDFontType0C ";
    } else {
      entries << "/Length1 " << program.bytes.size();
    }
    const auto bytes = file_.add_stream(entries.take(), program.bytes);
    ObjectText descriptor;
    descriptor << "<</Type /FontDescriptor /Flags 4 /StemV 80 /FontName " << name(program.name)
               << (program.is_cff ? "/FontFile3 " : "/FontFile2 ") << bytes << "/FontBBox [";
    for (const auto edge : program.box) descriptor << edge;
    descriptor << "] /ItalicAngle " << program.italic_angle << "/Ascent " << program.ascent << "/Descent "
               << program.descent << "/CapHeight " << program.ascent << ">>";
    ObjectText descendant;
    descendant << "<</Type /Font /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
               << (program.is_cff ? "/Subtype /CIDFontType0 "
                                  : "/Subtype /CIDFontType2 /CIDToGIDMap /Identity ")
               << "/BaseFont " << name(program.name) << "/FontDescriptor " << file_.add(descriptor) << "/W [";
    for (const auto& [glyph, text] : face.glyphs)
      descendant << std::size_t{glyph} << "[" << face.width(glyph) << "]";
    descendant << "]>>";
    ObjectText out;
    out << "<</Type /Font /Subtype /Type0 /Encoding /Identity-H /BaseFont " << name(program.name)
        << "/DescendantFonts [" << file_.add(descendant) << "] /ToUnicode "
        << file_.add_stream("", to_unicode(face)) << ">>";
    return file_.add(out);
  }

  Reference photo(const Photo& from) {
    ObjectText entries;
    entries << "/Type /XObject /Subtype /Image /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode "
               "/Width "
            << from.side << "/Height " << from.side;
    return file_.add_stream(entries.take(), from.jpeg, true);
  }

  /// The root of the page tree. Also fills pages_, links_ and links_of_.
  Reference pages() {
    ObjectText shared;
    shared << "<</Font <<" << resources_.take() << ">> ";
    if (parts_.content.photo) shared << "/XObject <</Photo " << photo(*parts_.content.photo) << ">> ";
    shared << ">>";
    const auto resources = file_.add(shared);
    const auto root = file_.reserve();
    ObjectText tree;
    tree << "<</Type /Pages /Count " << parts_.pages.size() << "/Kids [";
    for (std::size_t i = 0; i < parts_.pages.size(); ++i) {
      const auto& stream = parts_.pages[i];
      const auto page = file_.reserve();
      pages_.push_back(page);
      tree << page;
      ObjectText out;
      out << "<</Type /Page /Tabs /S /Parent " << root << "/MediaBox [0 0 " << parts_.design.width
          << parts_.design.height << "] /Resources " << resources << "/Contents "
          << file_.add_stream("", stream.content) << "/StructParents " << i;
      if (!stream.links.empty()) {
        out << "/Annots [";
        for (const auto& link : stream.links) out << annotation(link, page);
        out << "] ";
      }
      out << ">>";
      file_.put(page, out);
    }
    tree << "]>>";
    file_.put(root, tree);
    return root;
  }

  Reference annotation(const LinkArea& link, Reference page) {
    const double height = parts_.design.height;
    ObjectText out;
    out << "<</Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /Rect [" << link.left << height - link.bottom
        << link.right << height - link.top << "] /Contents " << text_string(link.text) << "/A <</S /URI /URI "
        << literal(link.url) << ">> /StructParent " << parts_.pages.size() + links_.size() << ">>";
    const auto made = file_.add(out);
    links_of_[link.element].push_back(links_.size());
    links_.push_back({link.element, made, page});
    return made;
  }

  /// The layout attributes of a figure: its placement and box (ISO 32000-1 section 14.8.5.4.3).
  void figure_layout(ObjectText& out) const {
    const auto& area = parts_.layout.photo;
    const double top = parts_.design.height - area.y;
    out << "/A <</O /Layout /Placement /Block /BBox [" << area.x << top - area.side << area.x + area.side
        << top << "]>> ";
  }

  /// The root of the structure tree (section 14.7).
  Reference structure() {
    const auto& elements = parts_.content.elements;
    const auto root = file_.reserve();
    for (std::size_t i = 0; i < elements.size(); ++i) objects_.push_back(file_.reserve());
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const auto& element = elements[i];
      ObjectText out;
      out << "<</S " << name(element.tag) << "/P " << (i == 0 ? root : objects_[element.parent]);
      if (!element.language.empty()) out << "/Lang " << literal(element.language);
      if (!element.alternative.empty()) {
        out << "/Alt " << text_string(element.alternative);
        figure_layout(out);
      }
      kids(i, out);
      out << ">>";
      file_.put(objects_[i], out);
    }
    ObjectText numbers;
    numbers << "<</Nums [";
    for (std::size_t i = 0; i < parts_.pages.size(); ++i) {
      numbers << i << "[";
      for (const auto owner : parts_.pages[i].owners) numbers << objects_[owner];
      numbers << "]";
    }
    for (std::size_t i = 0; i < links_.size(); ++i)
      numbers << parts_.pages.size() + i << objects_[links_[i].element];
    numbers << "]>>";
    ObjectText out;
    out << "<</Type /StructTreeRoot /K " << objects_.front() << "/ParentTree " << file_.add(numbers)
        << "/ParentTreeNextKey " << parts_.pages.size() + links_.size() << ">>";
    file_.put(root, out);
    return root;
  }

  void kids(std::size_t index, ObjectText& out) const {
    std::optional<std::size_t> page;  // page of the element's own content; content on another page states its
                                      // page
    for (const auto& kid : parts_.content.elements[index].kids) {
      if (kid.kind == Kid::Kind::element || page) continue;
      page = kid.page;
      out << "/Pg " << pages_[kid.page];
    }
    out << "/K [";
    for (const auto& kid : parts_.content.elements[index].kids) {
      if (kid.kind == Kid::Kind::element) {
        out << objects_[kid.index];
      } else if (page == kid.page) {
        out << kid.index;
      } else {
        out << "<</Type /MCR /Pg " << pages_[kid.page] << "/MCID " << kid.index << ">>";
      }
    }
    for (const auto link : links_of_[index])
      out << "<</Type /OBJR /Obj " << links_[link].annotation << "/Pg " << links_[link].page << ">>";
    out << "]";
  }

  /// The file specification of the CV's JSON Resume, the source of the pages (ISO 19005-3 section 6.8, ISO
  /// 32000-2 section 7.11.4 and 14.13).
  Reference source() {
    ObjectText entries;
    entries << "/Type /EmbeddedFile /Subtype " << name("application/json") << "/Params <</Size "
            << parts_.source.size() << "/ModDate " << literal(parts_.date) << ">> ";
    const auto bytes = file_.add_stream(entries.take(), parts_.source);
    ObjectText out;
    out << "<</Type /Filespec /F " << literal(kSourceName) << "/UF " << text_string(kSourceName) << "/Desc "
        << text_string(parts_.content.title + " (JSON Resume)") << "/AFRelationship /Source /EF <</F "
        << bytes << "/UF " << bytes << ">> >>";
    return file_.add(out);
  }

  Reference catalog(Reference tree, Reference structure_root, std::optional<Reference> outlines) {
    const auto& content = parts_.content;
    ObjectText out;
    out << "<</Type /Catalog /Pages " << tree << "/Lang " << literal(content.language)
        << "/MarkInfo <</Marked true>> /StructTreeRoot " << structure_root
        << "/ViewerPreferences <</DisplayDocTitle true" << (content.is_rtl ? " /Direction /R2L>> " : ">> ")
        << "/Metadata " << file_.add_stream("/Type /Metadata /Subtype /XML ", parts_.metadata, true)
        << "/OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) "
           "/Info (sRGB IEC61966-2.1) /DestOutputProfile "
        << file_.add_stream("/N 3 ", parts_.profile) << ">>] ";
    const auto attached = source();
    out << "/AF [" << attached << "] /Names <</EmbeddedFiles <</Names [" << literal(kSourceName) << attached
        << "]>> >> ";
    if (outlines) out << "/Outlines " << *outlines;
    out << ">>";
    return file_.add(out);
  }

  /// The outline of the sections (section 12.3.3), if there are any.
  std::optional<Reference> outline() {
    struct Item {
      std::size_t page;
      const Landmark* landmark;
      Reference object;
    };
    std::vector<Item> items;
    for (std::size_t i = 0; i < parts_.layout.sheets.size(); ++i) {
      for (const auto& landmark : parts_.layout.sheets[i].landmarks)
        items.push_back({i, &landmark, file_.reserve()});
    }
    if (items.empty()) return std::nullopt;
    const auto top = file_.reserve();
    for (std::size_t i = 0; i < items.size(); ++i) {
      const auto& [page, landmark, object] = items[i];
      ObjectText out;
      out << "<</Title " << text_string(landmark->title) << "/Parent " << top << "/Dest [" << pages_[page]
          << "/XYZ null " << parts_.design.height - landmark->y << "null] ";
      if (i > 0) out << "/Prev " << items[i - 1].object;
      if (i + 1 < items.size()) out << "/Next " << items[i + 1].object;
      out << ">>";
      file_.put(object, out);
    }
    ObjectText out;
    out << "<</Type /Outlines /First " << items.front().object << "/Last " << items.back().object << "/Count "
        << items.size() << ">>";
    file_.put(top, out);
    return top;
  }

  struct PlacedLink {
    std::size_t element;
    Reference annotation, page;
  };

  const FileParts& parts_;
  ObjectFile file_;
  ObjectText resources_;
  std::vector<Reference> pages_, objects_;
  std::vector<PlacedLink> links_;
  std::vector<std::vector<std::size_t>> links_of_;  ///< links of each element, as indices in links_
};

}  // namespace

Result<std::string> file(const FileParts& parts) {
  return FileWriter(parts).write();
}

}  // namespace vitrine::render::pdf
