#include "render/common/wrap.hpp"

#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "render/common/locale.hpp"

namespace vitrine::render {

namespace {

/// A word, or a part of one between two allowed breaks.
struct Piece {
  std::string_view text;
  bool follows_space = false;
};

/// Whether the text may have wide characters: the first of them, U+1100, begins with this byte in UTF-8.
bool may_be_wide(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xE1; });
}

/// Byte offsets within `word` at which Unicode allows a line break, next to a wide character.
std::vector<std::size_t> breaks_within(std::string_view word) {
  std::vector<std::size_t> out;
  if (!may_be_wide(word)) return out;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> lines(
      icu::BreakIterator::createLineInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status) != 0) return out;
  const auto text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<int32_t>(word.size())));
  lines->setText(text);
  const auto utf8 = [&](int32_t begin, int32_t end) {
    std::string piece;
    text.tempSubStringBetween(begin, end).toUTF8String(piece);
    return piece;
  };
  std::size_t offset = 0;
  int32_t begin = lines->first();
  for (int32_t end = lines->next(); end != icu::BreakIterator::DONE; begin = end, end = lines->next()) {
    offset += utf8(begin, end).size();
    if (offset >= word.size()) break;
    const auto before = text.char32At(text.moveIndex32(end, -1));
    const auto is_wide = [](UChar32 c) {
      std::string one;
      icu::UnicodeString(c).toUTF8String(one);
      return display_width(one) == 2;
    };
    if (is_wide(before) || is_wide(text.char32At(end))) out.push_back(offset);
  }
  return out;
}

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> out;
  while (true) {
    const auto begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) return out;
    text.remove_prefix(begin);
    auto word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    bool follows_space = true;
    std::size_t done = 0;
    for (const auto at : breaks_within(word)) {
      out.push_back({word.substr(done, at - done), follows_space});
      follows_space = false;
      done = at;
    }
    out.push_back({word.substr(done), follows_space});
  }
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, const Wrapping& wrapping) {
  std::vector<std::string> out;
  std::string line(wrapping.first);
  auto columns = display_width(line);
  bool is_empty = true;
  for (const auto& piece : pieces_of(text)) {
    const auto width = display_width(piece.text);
    const std::size_t gap = piece.follows_space && !is_empty ? 1 : 0;
    const bool may_begin = wrapping.may_begin == nullptr || wrapping.may_begin(piece.text);
    if (!is_empty && may_begin && columns + gap + width > wrapping.width) {
      out.push_back(std::move(line));
      line = wrapping.rest;
      columns = display_width(line);
    } else if (gap > 0) {
      line += ' ';
      ++columns;
    }
    line += piece.text;
    columns += width;
    is_empty = false;
  }
  if (!is_empty) out.push_back(std::move(line));
  return out;
}

}  // namespace vitrine::render
