#include "cv/formats/pdf_attachments.hpp"

#define POINTERHOLDER_TRANSITION 4  // std::shared_ptr in qpdf's interface (qpdf/PointerHolder.hh)

#include <algorithm>
#include <memory>
#include <optional>
#include <qpdf/Buffer.hh>
#include <qpdf/JSON.hh>
#include <qpdf/Pl_Buffer.hh>
#include <qpdf/Pl_Flate.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFStreamFilter.hh>
#include <set>
#include <stdexcept>

namespace vitrine::cv::formats {

namespace {

constexpr std::size_t kMaxAttachments = 64;
// Limit for the cross-reference streams, each byte of which may become a map entry in qpdf.
constexpr std::size_t kOpeningBudget = std::size_t{1} * 1024 * 1024;
// Limit for object streams and attachments together.
constexpr std::size_t kReadingBudget = std::size_t{16} * 1024 * 1024;

/// Bytes that this thread may still unpack. qpdf's filters are global, its documents belong to one thread.
thread_local std::size_t unpacking_budget = 0;

/// Stops content that unpacks to more than the budget.
class Bounded : public Pipeline {
 public:
  explicit Bounded(Pipeline* to) : Pipeline("bounded", to) {}
  void write(unsigned char const* data, std::size_t size) override {
    if (size > unpacking_budget) {
      unpacking_budget = 0;
      throw std::runtime_error("unpacks to too much");
    }
    unpacking_budget -= size;
    getNext()->write(data, size);
  }
  void finish() override { getNext()->finish(); }
};

/// Reverses PNG prediction (ISO 32000-1 section 7.4.4.4, RFC 2083 section 6), which cross-reference streams
/// use.
class PngRows : public Pipeline {
 public:
  PngRows(Pipeline* to, std::size_t row, std::size_t pixel)
      : Pipeline("rows", to), pixel_(pixel), above_(row), row_(row + 1) {}

  void write(unsigned char const* data, std::size_t size) override {
    for (std::size_t i = 0; i < size; ++i) {
      row_[filled_++] = data[i];
      if (filled_ == row_.size()) pass_on();
    }
  }
  void finish() override {
    if (filled_ > 1) {
      std::fill(row_.begin() + static_cast<std::ptrdiff_t>(filled_), row_.end(), std::uint8_t{0});
      pass_on();
    }
    getNext()->finish();
  }

 private:
  void pass_on() {
    for (std::size_t i = 0; i < above_.size(); ++i) {
      const int left = i >= pixel_ ? row_[i + 1 - pixel_] : 0;
      const int up = above_[i];
      const int corner = i >= pixel_ ? above_[i - pixel_] : 0;
      row_[i + 1] = static_cast<std::uint8_t>(row_[i + 1] + predicted(left, up, corner));
    }
    std::copy(row_.begin() + 1, row_.end(), above_.begin());
    filled_ = 0;
    getNext()->write(above_.data(), above_.size());
  }
  [[nodiscard]] int predicted(int left, int up, int corner) const {
    switch (row_[0]) {
      case 1:
        return left;
      case 2:
        return up;
      case 3:
        return (left + up) / 2;
      case 4:
        return paeth(left, up, corner);
      default:
        return 0;
    }
  }
  static int paeth(int left, int up, int corner) {
    const int guess = left + up - corner;
    const int to_left = std::abs(guess - left);
    const int to_up = std::abs(guess - up);
    const int to_corner = std::abs(guess - corner);
    if (to_left <= to_up && to_left <= to_corner) return left;
    return to_up <= to_corner ? up : corner;
  }

  std::size_t pixel_;
  std::vector<std::uint8_t> above_, row_;
  std::size_t filled_ = 0;
};

/// FlateDecode within the budget.
class BoundedFlate : public QPDFStreamFilter {
 public:
  bool setDecodeParms(QPDFObjectHandle parameters) override {
    if (!parameters.isDictionary()) return parameters.isNull();
    const auto number = [&](const char* key, int usual) {
      auto value = parameters.getKey(key);
      return value.isInteger() ? value.getIntValueAsInt() : usual;
    };
    constexpr int kFirstPng = 10;
    constexpr int kMost = 1 << 16;
    const int predictor = number("/Predictor", 1);
    const int columns = number("/Columns", 1);
    const int colours = number("/Colors", 1);
    const int bits = number("/BitsPerComponent", 8);
    if (predictor == 1) return true;
    const bool is_sane =
        columns > 0 && columns <= kMost && colours > 0 && colours <= 4 && bits > 0 && bits <= 16;
    if (predictor < kFirstPng || !is_sane) return false;
    pixel_ = static_cast<std::size_t>(std::max(1, colours * bits / 8));
    row_ = (static_cast<std::size_t>(columns) * static_cast<std::size_t>(colours) *
                static_cast<std::size_t>(bits) +
            7) /
           8;
    return true;
  }
  Pipeline* getDecodePipeline(Pipeline* next) override {
    if (row_ > 0) next = (rows_ = std::make_unique<PngRows>(next, row_, pixel_)).get();
    bounded_ = std::make_unique<Bounded>(next);
    inflate_ = std::make_unique<Pl_Flate>("inflate", bounded_.get(), Pl_Flate::a_inflate);
    return inflate_.get();
  }

 private:
  std::size_t row_ = 0, pixel_ = 1;
  std::unique_ptr<Pipeline> rows_, bounded_, inflate_;  // each writes to the one before it
};

/// Replaces a filter that the wanted streams never use, and that could unpack to large content.
class NoFilter : public QPDFStreamFilter {
 public:
  bool setDecodeParms(QPDFObjectHandle /*parameters*/) override { return false; }
  Pipeline* getDecodePipeline(Pipeline* next) override { return next; }
};

void bound_filters() {
  static const bool done = [] {
    QPDF::registerStreamFilter("/FlateDecode", [] { return std::make_shared<BoundedFlate>(); });
    for (const auto* name : {"/LZWDecode", "/RunLengthDecode", "/DCTDecode"})
      QPDF::registerStreamFilter(name, [] { return std::make_shared<NoFilter>(); });
    return true;
  }();
  static_cast<void>(done);
}

std::string without_slash(QPDFObjectHandle value) {
  return value.isName() ? value.getName().substr(1) : std::string{};
}

/// The embedded file of a file specification; nothing if there is none that can be unpacked.
std::optional<PdfAttachment> attachment(QPDFObjectHandle specification, std::set<QPDFObjGen>& seen) {
  if (!specification.isDictionary()) return std::nullopt;
  QPDFFileSpecObjectHelper file(specification);
  auto stream = file.getEmbeddedFileStream();
  if (!stream.isStream() || !seen.insert(stream.getObjGen()).second) return std::nullopt;
  Pl_Buffer out("attachment");
  try {
    if (!stream.pipeStreamData(&out, 0, qpdf_dl_generalized, true)) return std::nullopt;
  } catch (const std::exception&) {
    return std::nullopt;  // this one cannot be unpacked; others may work
  }
  if (unpacking_budget == 0) return std::nullopt;
  const auto bytes = out.getBufferSharedPointer();
  return PdfAttachment{.name = file.getFilename(),
                       .media_type = without_slash(stream.getDict().getKey("/Subtype")),
                       .relationship = without_slash(specification.getKey("/AFRelationship")),
                       .bytes = std::string(bytes->getBuffer(), bytes->getBuffer() + bytes->getSize())};
}

std::vector<PdfAttachment> all_attachments(QPDF& pdf) {
  std::vector<QPDFObjectHandle> specifications;
  const auto take = [&](QPDFObjectHandle one) {
    if (specifications.size() < kMaxAttachments) specifications.push_back(std::move(one));
  };
  auto associated = pdf.getRoot().getKey("/AF");
  if (associated.isArray()) {
    for (int i = 0; i < associated.getArrayNItems(); ++i) take(associated.getArrayItem(i));
  }
  for (const auto& [key, file] : QPDFEmbeddedFileDocumentHelper(pdf).getEmbeddedFiles()) {
    take(file->getObjectHandle());
  }
  std::vector<PdfAttachment> out;
  std::set<QPDFObjGen> seen;
  for (const auto& one : specifications) {
    if (auto read = attachment(one, seen)) out.push_back(std::move(*read));
  }
  std::stable_partition(out.begin(), out.end(),
                        [](const PdfAttachment& one) { return one.relationship == "Source"; });
  return out;
}

}  // namespace

bool is_pdf(std::string_view bytes) {
  constexpr std::size_t kMaxBefore = 1024;
  return bytes.substr(0, kMaxBefore).find("%PDF-") != std::string_view::npos;
}

Result<std::vector<PdfAttachment>> pdf_attachments(std::string_view pdf) {
  if (pdf.size() > kMaxPdfBytes) {
    return Error{ErrorCode::too_large,
                 "the PDF is larger than 10 MiB; export the CV without large pictures"_msg};
  }
  bound_filters();
  try {
    QPDF document;
    document.setSuppressWarnings(true);
    unpacking_budget = kOpeningBudget;
    document.processMemoryFile("PDF", pdf.data(), pdf.size());
    unpacking_budget = kReadingBudget;
    return all_attachments(document);
  } catch (const QPDFExc& fault) {
    if (fault.getErrorCode() == qpdf_e_password) {
      return Error{ErrorCode::invalid,
                   "the PDF opens only with a password; save it without one, then try again"_msg};
    }
  } catch (const std::exception&) {  // reported below: qpdf's messages are for programmers
  }
  return Error{ErrorCode::invalid, "the PDF is damaged and cannot be read; get it anew, then try again"_msg};
}

}  // namespace vitrine::cv::formats
