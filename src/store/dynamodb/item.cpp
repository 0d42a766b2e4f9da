#include "store/dynamodb/item.hpp"

#include <openssl/evp.h>
#include <zlib.h>

#include <charconv>
#include <stdexcept>

#include "base/digest.hpp"

namespace vitrine::store::dynamodb {

namespace {

constexpr const char* kPacked = "packed";
constexpr const char* kPlain = "plain";
constexpr const char* kBytes = "bytes";

std::string pack(std::string_view text) {
  auto size = compressBound(text.size());
  std::string out(size, '\0');
  const auto done = compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                              reinterpret_cast<const Bytef*>(text.data()), text.size(), Z_BEST_COMPRESSION);
  if (done != Z_OK) throw std::runtime_error("zlib cannot compress");
  out.resize(size);
  return out;
}

/// Nothing unless the result has exactly `size` bytes.
std::optional<std::string> unpack(std::string_view packed, std::size_t size) {
  // Deflate reaches a ratio of about 1032 at most (zlib's technical details): a larger claim is damage, and
  // not worth the memory.
  constexpr std::size_t kMostRatio = 1100;
  if (size / kMostRatio > packed.size()) return {};
  std::string out(size, '\0');
  uLongf got = size;
  const auto done = uncompress(reinterpret_cast<Bytef*>(out.data()), &got,
                               reinterpret_cast<const Bytef*>(packed.data()), packed.size());
  if (done != Z_OK || got != size) return {};
  return out;
}

std::optional<std::string> unbase64(const std::string& text) {
  std::string out(text.size() / 4 * 3, '\0');
  const auto length =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (length < 0 || static_cast<std::size_t>(length) != out.size()) return {};
  // OpenSSL decodes padding as zero bytes.
  if (text.ends_with("==")) {
    out.resize(out.size() - 2);
  } else if (text.ends_with('=')) {
    out.resize(out.size() - 1);
  }
  return out;
}

std::optional<std::string> value_of(const Item& item, const char* name, const char* type) {
  const auto attribute = item.find(name);
  if (attribute == item.end() || !attribute->is_object()) return {};
  const auto value = attribute->find(type);
  if (value == attribute->end() || !value->is_string()) return {};
  return value->get<std::string>();
}

}  // namespace

Item string_attribute(std::string_view text) {
  return {{"S", std::string(text)}};
}
Item number_attribute(std::uint64_t number) {
  return {{"N", std::to_string(number)}};
}
Item binary_attribute(std::string_view bytes) {
  return {{"B", base::base64(bytes)}};
}

std::optional<std::string> string_of(const Item& item, const char* name) {
  return value_of(item, name, "S");
}

std::optional<std::uint64_t> number_of(const Item& item, const char* name) {
  const auto text = value_of(item, name, "N");
  if (!text) return {};
  std::uint64_t number = 0;
  const auto* const last = text->data() + text->size();
  const auto [end, failed] = std::from_chars(text->data(), last, number);
  if (failed != std::errc{} || end != last) return {};
  return number;
}

std::optional<std::string> binary_of(const Item& item, const char* name) {
  const auto text = value_of(item, name, "B");
  if (!text) return {};
  return unbase64(*text);
}

void put_text(Item& item, std::string_view text) {
  item[kBytes] = number_attribute(text.size());
  const auto packed = pack(text);
  if (packed.size() < text.size()) {
    item[kPacked] = binary_attribute(packed);
  } else {
    item[kPlain] = binary_attribute(text);
  }
}

Result<std::string> text_of(const Item& item) {
  Error damaged{ErrorCode::internal, Message::as_is("the stored text is damaged; restore an older version")};
  const auto bytes = number_of(item, kBytes);
  if (!bytes) return damaged;
  auto plain = binary_of(item, kPlain);
  if (plain && plain->size() == *bytes) return std::move(*plain);
  const auto packed = binary_of(item, kPacked);
  if (plain || !packed) return damaged;
  auto text = unpack(*packed, *bytes);
  if (!text) return damaged;
  return std::move(*text);
}

std::size_t size_of(const Item& item) {
  std::size_t size = 0;
  for (const auto& [name, attribute] : item.items()) {
    size += name.size();
    for (const auto& [type, value] : attribute.items()) {
      const auto length = value.is_string() ? value.get_ref<const std::string&>().size() : std::size_t{1};
      if (type == "B") {
        size += length / 4 * 3;
      } else if (type == "N") {
        size += length / 2 + 2;
      } else {
        size += length;
      }
    }
  }
  return size;
}

}  // namespace vitrine::store::dynamodb
