#include "render/pdf_file.hpp"

#define POINTERHOLDER_TRANSITION 4  // QPDF: std::shared_ptr, nothing older

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <qpdf/Pl_Flate.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

namespace vitrine::render::pdf {

namespace {

using Object = QPDFObjectHandle;

Object name(const std::string& text) {
  return Object::newName("/" + text);
}
Object integer(std::size_t number) {
  return Object::newInteger(static_cast<long long>(number));
}
Object real(double number) {
  return Object::newReal(number, 2);
}

class FileWriter {
 public:
  explicit FileWriter(const FileParts& parts) : parts_(parts) { pdf_.emptyPDF(); }

  Result<std::string> write() {
    if (auto made = fonts(); !made) return made.error();
    pages();
    structure();
    catalog();
    outline();
    // A little larger than at zlib's usual level, in half the time.
    static std::once_flag once;
    std::call_once(once, [] { Pl_Flate::setCompressionLevel(4); });
    QPDFWriter writer(pdf_);
    writer.setOutputMemory();
    writer.setDeterministicID(true);
    writer.setMinimumPDFVersion("1.7");
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.setCompressStreams(true);
    writer.setNewlineBeforeEndstream(true);  // ISO 19005-2 section 6.1.7
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return std::string(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize());
  }

 private:
  Object indirect(const Object& object) { return pdf_.makeIndirectObject(object); }

  Result<void> fonts() {
    resources_ = Object::newDictionary();
    for (std::size_t i = 0; i < parts_.fonts.size(); ++i) {
      const auto& face = parts_.fonts.face(i);
      if (face.glyphs.empty()) continue;
      const auto program = subset(face);
      if (!program) return program.error();
      resources_.replaceKey("/F" + std::to_string(i), font(face, *program));
    }
    return {};
  }

  Object font(const Face& face, const FontProgram& program) {
    auto file = Object::newStream(&pdf_, program.bytes);
    if (program.is_cff) {
      file.getDict().replaceKey("/Subtype", name("CIDFontType0C"));
    } else {
      file.getDict().replaceKey("/Length1", integer(program.bytes.size()));
    }
    auto descriptor = Object::parse("<</Type /FontDescriptor /Flags 4 /StemV 80>>");
    descriptor.replaceKey("/FontName", name(program.name));
    descriptor.replaceKey(program.is_cff ? "/FontFile3" : "/FontFile2", file);
    auto box = Object::newArray();
    for (const auto edge : program.box) box.appendItem(Object::newInteger(edge));
    descriptor.replaceKey("/FontBBox", box);
    descriptor.replaceKey("/ItalicAngle", real(program.italic_angle));
    descriptor.replaceKey("/Ascent", Object::newInteger(program.ascent));
    descriptor.replaceKey("/Descent", Object::newInteger(program.descent));
    descriptor.replaceKey("/CapHeight", Object::newInteger(program.ascent));
    auto widths = Object::newArray();
    for (const auto& [glyph, text] : face.glyphs) {
      widths.appendItem(integer(glyph));
      widths.appendItem(Object::newArray({Object::newInteger(face.width(glyph))}));
    }
    auto descendant = Object::parse(
        "<</Type /Font /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>");
    descendant.replaceKey("/Subtype", name(program.is_cff ? "CIDFontType0" : "CIDFontType2"));
    descendant.replaceKey("/BaseFont", name(program.name));
    descendant.replaceKey("/FontDescriptor", indirect(descriptor));
    descendant.replaceKey("/W", widths);
    if (!program.is_cff) descendant.replaceKey("/CIDToGIDMap", name("Identity"));
    auto out = Object::parse("<</Type /Font /Subtype /Type0 /Encoding /Identity-H>>");
    out.replaceKey("/BaseFont", name(program.name));
    out.replaceKey("/DescendantFonts", Object::newArray({indirect(descendant)}));
    out.replaceKey("/ToUnicode", Object::newStream(&pdf_, to_unicode(face)));
    return indirect(out);
  }

  Object photo(const Photo& from) {
    auto out = Object::newStream(&pdf_, from.jpeg);
    out.replaceDict(Object::parse(
        "<</Type /XObject /Subtype /Image /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode>>"));
    out.getDict().replaceKey("/Width", integer(from.side));
    out.getDict().replaceKey("/Height", integer(from.side));
    return out;
  }

  /// What a figure is and where it stands (ISO 32000-1 section 14.8.5.4.3).
  [[nodiscard]] Object figure_layout() const {
    const auto& area = parts_.layout.photo;
    const double top = parts_.design.height - area.y;
    auto out = Object::parse("<</O /Layout /Placement /Block>>");
    out.replaceKey("/BBox", Object::newArray(
                                {real(area.x), real(top - area.side), real(area.x + area.side), real(top)}));
    return out;
  }

  void pages() {
    auto resources = Object::newDictionary();
    resources.replaceKey("/Font", resources_);
    if (parts_.content.photo) {
      resources.replaceKey("/XObject", Object::newDictionary({{"/Photo", photo(*parts_.content.photo)}}));
    }
    resources = indirect(resources);
    auto box = Object::newArray({Object::newInteger(0), Object::newInteger(0), real(parts_.design.width),
                                 real(parts_.design.height)});
    for (std::size_t i = 0; i < parts_.pages.size(); ++i) {
      const auto& stream = parts_.pages[i];
      auto page = indirect(Object::parse("<</Type /Page /Tabs /S>>"));
      page.replaceKey("/MediaBox", box.shallowCopy());
      page.replaceKey("/Resources", resources);
      page.replaceKey("/Contents", Object::newStream(&pdf_, stream.content));
      page.replaceKey("/StructParents", integer(i));
      auto annotations = Object::newArray();
      for (const auto& link : stream.links) annotations.appendItem(annotation(link, page));
      if (annotations.getArrayNItems() > 0) page.replaceKey("/Annots", annotations);
      pdf_.addPage(page, false);
      pages_.push_back(page);
    }
  }

  Object annotation(const LinkArea& link, const Object& page) {
    auto out = Object::parse("<</Type /Annot /Subtype /Link /F 4 /Border [0 0 0]>>");
    const double height = parts_.design.height;
    out.replaceKey("/Rect", Object::newArray({real(link.left), real(height - link.bottom), real(link.right),
                                              real(height - link.top)}));
    out.replaceKey("/Contents", Object::newUnicodeString(link.text));
    auto action = Object::parse("<</S /URI>>");
    action.replaceKey("/URI", Object::newString(link.url));
    out.replaceKey("/A", action);
    out.replaceKey("/StructParent", integer(parts_.pages.size() + links_.size()));
    out = indirect(out);
    links_.push_back({link.element, out, page});
    return out;
  }

  void structure() {
    const auto& elements = parts_.content.elements;
    root_ = indirect(Object::parse("<</Type /StructTreeRoot>>"));
    for (const auto& element : elements) {
      std::map<std::string, Object> object{{"/S", name(element.tag)}};
      if (!element.language.empty()) object["/Lang"] = Object::newString(element.language);
      if (!element.alternative.empty()) {
        object["/Alt"] = Object::newUnicodeString(element.alternative);
        object["/A"] = figure_layout();
      }
      objects_.push_back(indirect(Object::newDictionary(object)));
    }
    for (std::size_t i = 0; i < elements.size(); ++i) {
      objects_[i].replaceKey("/P", i == 0 ? root_ : objects_[elements[i].parent]);
      objects_[i].replaceKey("/K", kids(i));
    }
    root_.replaceKey("/K", objects_.front());
    auto numbers = Object::newArray();
    for (std::size_t i = 0; i < parts_.pages.size(); ++i) {
      auto owners = Object::newArray();
      for (const auto owner : parts_.pages[i].owners) owners.appendItem(objects_[owner]);
      numbers.appendItem(integer(i));
      numbers.appendItem(owners);
    }
    for (std::size_t i = 0; i < links_.size(); ++i) {
      numbers.appendItem(integer(parts_.pages.size() + i));
      numbers.appendItem(objects_[links_[i].element]);
    }
    auto tree = Object::newDictionary();
    tree.replaceKey("/Nums", numbers);
    root_.replaceKey("/ParentTree", indirect(tree));
    root_.replaceKey("/ParentTreeNextKey", integer(parts_.pages.size() + links_.size()));
  }

  Object kids(std::size_t index) {
    auto out = Object::newArray();
    std::optional<std::size_t> page;
    for (const auto& kid : parts_.content.elements[index].kids) {
      if (kid.kind == Kid::Kind::element) {
        out.appendItem(objects_[kid.index]);
        continue;
      }
      if (!page) {
        page = kid.page;
        objects_[index].replaceKey("/Pg", pages_[kid.page]);
      }
      if (page == kid.page) {
        out.appendItem(integer(kid.index));
      } else {
        out.appendItem(Object::newDictionary(
            {{"/Type", name("MCR")}, {"/Pg", pages_[kid.page]}, {"/MCID", integer(kid.index)}}));
      }
    }
    for (const auto& link : links_) {
      if (link.element != index) continue;
      auto reference = Object::parse("<</Type /OBJR>>");
      reference.replaceKey("/Obj", link.annotation);
      reference.replaceKey("/Pg", link.page);
      out.appendItem(reference);
    }
    return out;
  }

  void catalog() {
    auto root = pdf_.getRoot();
    const auto& content = parts_.content;
    root.replaceKey("/Lang", Object::newString(content.language));
    root.replaceKey("/MarkInfo", Object::parse("<</Marked true>>"));
    root.replaceKey("/StructTreeRoot", root_);
    root.replaceKey("/ViewerPreferences",
                    Object::parse(content.is_rtl ? "<</DisplayDocTitle true /Direction /R2L>>"
                                                 : "<</DisplayDocTitle true>>"));
    auto metadata = Object::newStream(&pdf_, parts_.metadata);
    metadata.getDict().replaceKey("/Type", name("Metadata"));
    metadata.getDict().replaceKey("/Subtype", name("XML"));
    root.replaceKey("/Metadata", metadata);
    auto profile = Object::newStream(&pdf_, parts_.profile);
    profile.getDict().replaceKey("/N", Object::newInteger(3));
    auto intent = Object::parse(
        "<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1)>>");
    intent.replaceKey("/DestOutputProfile", profile);
    root.replaceKey("/OutputIntents", Object::newArray({indirect(intent)}));
    auto info = Object::newDictionary();
    info.replaceKey("/Title", Object::newUnicodeString(content.title));
    info.replaceKey("/Author", Object::newUnicodeString(content.name));
    info.replaceKey("/Producer", Object::newString(parts_.producer));
    info.replaceKey("/Creator", Object::newString(parts_.producer));
    info.replaceKey("/CreationDate", Object::newString(parts_.date));
    info.replaceKey("/ModDate", Object::newString(parts_.date));
    pdf_.getTrailer().replaceKey("/Info", indirect(info));
  }

  void outline() {
    auto top = indirect(Object::parse("<</Type /Outlines>>"));
    std::vector<Object> items;
    for (std::size_t i = 0; i < parts_.layout.sheets.size(); ++i) {
      for (const auto& landmark : parts_.layout.sheets[i].landmarks) {
        auto item = Object::newDictionary();
        item.replaceKey("/Title", Object::newUnicodeString(landmark.title));
        item.replaceKey("/Parent", top);
        item.replaceKey("/Dest",
                        Object::newArray({pages_[i], name("XYZ"), Object::newNull(),
                                          real(parts_.design.height - landmark.y), Object::newNull()}));
        items.push_back(indirect(item));
      }
    }
    if (items.empty()) return;
    for (std::size_t i = 0; i + 1 < items.size(); ++i) {
      items[i].replaceKey("/Next", items[i + 1]);
      items[i + 1].replaceKey("/Prev", items[i]);
    }
    top.replaceKey("/First", items.front());
    top.replaceKey("/Last", items.back());
    top.replaceKey("/Count", integer(items.size()));
    pdf_.getRoot().replaceKey("/Outlines", top);
  }

  struct PlacedLink {
    std::size_t element;
    Object annotation, page;
  };

  const FileParts& parts_;
  QPDF pdf_;
  Object resources_, root_;
  std::vector<Object> pages_, objects_;
  std::vector<PlacedLink> links_;
};

}  // namespace

Result<std::string> file(const FileParts& parts) {
  return FileWriter(parts).write();
}

}  // namespace vitrine::render::pdf
