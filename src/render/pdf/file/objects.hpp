#pragma once
// Writes PDF objects and the file that holds them (ISO 32000-1 section 7).

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::render::pdf {

/// Appends a number with at most two decimals and a space (section 7.3.3).
void append_number(std::string& out, double value);

/// Appends the last `digits` hexadecimal digits of a number, in capitals.
void append_hex(std::string& out, std::size_t number, unsigned digits);

/// UTF-16, big endian, as hexadecimal digits; invalid UTF-8 becomes U+FFFD.
std::string utf16_hex(std::string_view utf8);

/// "/Name" (section 7.3.5): bytes that are not allowed in a name are written as #xx.
std::string name(std::string_view text);

/// "(bytes)" (section 7.3.4.2).
std::string literal(std::string_view bytes);

/// A text string (section 7.9.2.2): a literal for ASCII, UTF-16 for the rest.
std::string text_string(std::string_view utf8);

/// The number of an indirect object of one file.
struct Reference {
  std::size_t number = 0;
};

/// Writes an object piece by piece: `ObjectText() << "<</Type /Page /Parent " << parent << ">>"`.
class ObjectText {
 public:
  ObjectText& operator<<(std::string_view piece) {
    bytes_ += piece;
    return *this;
  }
  ObjectText& operator<<(double number) {
    append_number(bytes_, number);
    return *this;
  }
  ObjectText& operator<<(int number) { return *this << std::string_view(std::to_string(number)) << " "; }
  ObjectText& operator<<(std::size_t number) {
    return *this << std::string_view(std::to_string(number)) << " ";
  }
  ObjectText& operator<<(Reference to) { return *this << to.number << "0 R "; }

  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Collects indirect objects and writes them as a PDF 1.7 file with object streams and a cross-reference
/// stream (sections 7.5.7 and 7.5.8). The same objects give the same bytes, including the file's identifier.
class ObjectFile {
 public:
  /// Reserves an object for later; others can refer to it already.
  Reference reserve();

  /// Sets the value of a reserved object, which is no stream. Call it once for each.
  void put(Reference to, ObjectText& value);

  /// A new object that is no stream.
  Reference add(ObjectText& value);

  /// Adds a stream. `entries` are the entries of its dictionary, without Length and the compression Filter.
  /// Content that `is_packed` already, or should stay readable, is written as it is; other content is
  /// deflated (section 7.4.4).
  Reference add_stream(std::string_view entries, std::string_view bytes, bool is_packed = false);

  /// The whole file.
  std::string write(Reference catalog, Reference information);

 private:
  void write_stream(Reference to, std::string_view entries, std::string_view bytes, bool is_packed);

  /// Where an object is: in the file, or in an object stream.
  struct Place {
    std::size_t stream = 0;  ///< number of the object stream; 0: the object is in the file itself
    std::size_t at = 0;      ///< offset in the file, or index in the stream
  };
  struct Plain {
    Reference to;
    std::string value;
  };

  std::string out_ = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";  // ISO 19005-2 section 6.1.2
  std::vector<Place> places_{1};                       ///< by number
  std::vector<Plain> plain_;
};

}  // namespace vitrine::render::pdf
