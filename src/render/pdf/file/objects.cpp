#include "render/pdf/file/objects.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "archive/deflate.hpp"
#include "base/digest.hpp"

namespace vitrine::render::pdf {

namespace {

bool is_regular(unsigned char c) {
  return c > 0x20 && c < 0x7F &&
         std::string_view("()<>[]{}/%#").find(static_cast<char>(c)) == std::string_view::npos;
}

void append_big_endian(std::string& out, std::size_t value, unsigned bytes) {
  while (bytes-- > 0) out += static_cast<char>((value >> (8U * bytes)) & 0xFFU);
}

}  // namespace

void append_number(std::string& out, double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 2);
  std::string_view view(text.data(), static_cast<std::size_t>(end.ptr - text.data()));
  while (view.ends_with('0')) view.remove_suffix(1);
  if (view.ends_with('.')) view.remove_suffix(1);
  if (view == "-0") view = "0";
  out.append(view).append(" ");
}

void append_hex(std::string& out, std::size_t number, unsigned digits) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  while (digits-- > 0) out += kDigits[(number >> (4U * digits)) & 0xFU];
}

std::string utf16_hex(std::string_view utf8) {
  std::string out;
  glong length = 0;
  auto* valid = g_utf8_make_valid(utf8.data(), static_cast<gssize>(utf8.size()));
  auto* units = g_utf8_to_utf16(valid, -1, nullptr, &length, nullptr);
  for (glong i = 0; i < length; ++i) append_hex(out, units[i], 4);
  g_free(units);
  g_free(valid);
  return out;
}

std::string name(std::string_view text) {
  std::string out = "/";
  for (const char c : text) {
    if (is_regular(static_cast<unsigned char>(c))) {
      out += c;
    } else {
      out += '#';
      append_hex(out, static_cast<unsigned char>(c), 2);
    }
  }
  return out;
}

std::string literal(std::string_view bytes) {
  std::string out = "(";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '(' || c == ')' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte >= 0x7F) {
      out += '\\';
      for (const unsigned shift : {6U, 3U, 0U}) out += static_cast<char>('0' + ((byte >> shift) & 7U));
    } else {
      out += c;
    }
  }
  return out + ")";
}

std::string text_string(std::string_view utf8) {
  const bool is_ascii =
      std::ranges::all_of(utf8, [](char c) { return static_cast<unsigned char>(c) < 0x7F && c >= 0x20; });
  return is_ascii ? literal(utf8) : "<FEFF" + utf16_hex(utf8) + ">";
}

Reference ObjectFile::reserve() {
  places_.emplace_back();
  return {places_.size() - 1};
}

void ObjectFile::put(Reference to, ObjectText& value) {
  plain_.push_back({to, value.take()});
}

Reference ObjectFile::add(ObjectText& value) {
  const auto to = reserve();
  put(to, value);
  return to;
}

Reference ObjectFile::add_stream(std::string_view entries, std::string_view bytes, bool is_packed) {
  const auto to = reserve();
  write_stream(to, entries, bytes, is_packed);
  return to;
}

void ObjectFile::write_stream(Reference to, std::string_view entries, std::string_view bytes,
                              bool is_packed) {
  const auto packed = is_packed ? std::string() : archive::zlib_deflated(bytes);
  const auto written = is_packed ? bytes : std::string_view(packed);
  places_[to.number] = {.at = out_.size()};
  out_ += std::to_string(to.number) + " 0 obj\n<<";
  out_ += entries;
  if (!is_packed) out_ += "/Filter /FlateDecode ";
  out_ += "/Length " + std::to_string(written.size()) + ">>\nstream\n";
  out_ += written;
  out_ += "\nendstream\nendobj\n";  // ISO 19005-2 section 6.1.7 requires the line end before it
}

std::string ObjectFile::write(Reference catalog, Reference information) {
  constexpr std::size_t kInStream = 128;  // a reader of one object must unpack this many
  for (std::size_t first = 0; first < plain_.size(); first += kInStream) {
    const auto count = std::min(kInStream, plain_.size() - first);
    const auto stream = reserve();
    std::string index;
    std::string values;
    for (std::size_t i = 0; i < count; ++i) {
      const auto& [to, value] = plain_[first + i];
      places_[to.number] = {.stream = stream.number, .at = i};
      index += std::to_string(to.number) + ' ' + std::to_string(values.size()) + ' ';
      values += value;
      values += '\n';
    }
    ObjectText entries;
    entries << "/Type /ObjStm /N " << count << "/First " << index.size();
    write_stream(stream, entries.take(), index + values, false);
  }
  const auto table = reserve();
  const auto begin = out_.size();
  places_[table.number] = {.at = begin};
  // Type, then offset or object stream, then generation or index; the first number is free (section 7.5.8.3).
  std::string rows;
  for (std::size_t number = 0; number < places_.size(); ++number) {
    const auto& [stream, at] = places_[number];
    append_big_endian(rows, number == 0 ? 0U : stream == 0 ? 1U : 2U, 1);
    append_big_endian(rows, stream == 0 ? at : stream, 4);
    append_big_endian(rows, stream == 0 ? 0 : at, 2);
  }
  const auto digest = base::sha256(out_);
  constexpr std::size_t kIdBytes = 16;
  std::string id;
  for (std::size_t i = 0; i < kIdBytes; ++i) append_hex(id, digest[i], 2);
  ObjectText entries;
  entries << "/Type /XRef /W [1 4 2] /Size " << places_.size() << "/Root " << catalog << "/Info "
          << information << "/ID [<" << id << "> <" << id << ">] ";
  write_stream(table, entries.take(), rows, false);
  out_ += "startxref\n" + std::to_string(begin) + "\n%%EOF\n";
  return std::move(out_);
}

}  // namespace vitrine::render::pdf
