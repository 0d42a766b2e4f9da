#include "render/pdf/layout/layout.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <span>

namespace vitrine::render::pdf {

namespace {

constexpr double kThinRule = 0.5;
constexpr double kThickRule = 3.2;
constexpr double kWholeShare = 0.6;  ///< an entry longer than this part of a page may be broken
constexpr double kCellGap = 6 * kMillimetre;

/// Offsets from the start edge and the top of the surrounding box.
struct Piece {
  const Lines* lines = nullptr;
  std::size_t line = 0;
  const Paragraph* paragraph = nullptr;
  double start = 0, width = 0, y = 0;
};

/// A part that is never broken: one line, or a row of cells.
struct Atom {
  std::vector<Piece> pieces;
  double before = 0, height = 0;
  bool may_break_before = true;
  const Block* block = nullptr;
  bool is_first = false;  ///< whether it is the first of its block
  double rule_y = 0, text_start = 0, text_end = 0;
};

struct Column {
  double start = 0, width = 0;
};

class Layouter {
 public:
  Layouter(Content& content, const Design& design, const Typesetter& typesetter, const Limits& limits)
      : content_(content), design_(design), typesetter_(typesetter), limits_(limits) {}

  Result<Layout> run() {
    top_ = design_.margin_top;
    bottom_ = design_.height - design_.margin_bottom;
    const Column whole{design_.margin_side, design_.width - 2 * design_.margin_side};
    widen_dates(content_.body);
    std::size_t page = 0;
    double y = top_;
    masthead(whole, page, y);
    if (content_.aside.empty() || content_.body.empty() || design_.aside_width <= 0) {
      flow(content_.body, whole, page, y);
      flow(content_.aside, whole, page, y);
    } else {
      constexpr double kColumnGap = 8 * kMillimetre;
      const Column main{whole.start, whole.width - design_.aside_width - kColumnGap};
      const Column aside{main.start + main.width + kColumnGap, design_.aside_width};
      y += design_.heading_before;
      auto aside_page = page;
      auto aside_y = y;
      flow(content_.body, main, page, y);
      flow(content_.aside, aside, aside_page, aside_y);
    }
    if (!failure_.empty()) return Error{ErrorCode::too_large, failure_};
    headers(whole);
    return std::move(out_);
  }

 private:
  /// The masthead, with the photo above or beside it.
  void masthead(const Column& whole, std::size_t& page, double& y) {
    auto column = whole;
    masthead_ = whole;
    if (content_.photo) {
      constexpr double kGap = 6 * kMillimetre;
      const double side = design_.photo_side;
      double start = whole.start;
      if (design_.photo_place == PhotoPlace::above) {
        if (design_.is_centred) start += (whole.width - side) / 2;
        y += side + 4 * kMillimetre;
      } else {
        const bool is_at_start = design_.photo_place == PhotoPlace::start;
        if (!is_at_start) start += whole.width - side;
        if (is_at_start) column.start += side + kGap;
        column.width -= side + kGap;
        masthead_height_ = side;
      }
      out_.photo = {left(start, side), top_, side};
    }
    flow(content_.masthead, column, page, y);
    masthead_height_ = 0;
  }

  const Lines& set(const Paragraph& paragraph, double width) {
    std::size_t bytes = 0;
    for (const auto& span : paragraph.spans) bytes += span.text.size();
    if (bytes > limits_.paragraph_bytes) {
      const auto longest =
          std::ranges::max_element(paragraph.spans, {}, [](const Span& span) { return span.text.size(); });
      fail("a paragraph of {0} bytes cannot be laid out, at most {1}; break it into several"_msg(
               bytes, limits_.paragraph_bytes),
           longest->source);
    }
    static const Paragraph empty;
    out_.owned.push_back(
        std::make_unique<Lines>(typesetter_.set(failure_.empty() ? paragraph : empty, width)));
    return *out_.owned.back();
  }

  /// `source` is the pointer of the field that caused it.
  void fail(const Message& what, const std::string& source) {
    if (failure_.empty()) failure_ = "{0}{1}: {2}"_msg(where_, source.empty() ? "" : ", " + source, what);
  }

  /// The field of a block's first text; empty for texts that the program adds, titles and dates.
  static std::string source_of(const Block& block) {
    for (const auto& span : block.main.spans) {
      if (!span.source.empty()) return span.source;
    }
    for (const auto& cell : block.cells) {
      for (const auto& inner : cell) {
        if (auto source = source_of(inner); !source.empty()) return source;
      }
    }
    return {};
  }

  /// Dates in the margin stay on one line: the margin is as wide as the widest date.
  void widen_dates(std::vector<Block>& blocks) {
    if (design_.dates != Dates::margin) return;
    constexpr double kGap = 10;
    double widest = design_.date_column;
    for (const auto& block : blocks) {
      if (block.beside_width != design_.date_column || block.beside.spans.empty()) continue;
      auto date = block.beside;
      if (date.spans.back().text == " ")
        date.spans.pop_back();  // only for programs that read the text; it
                                // may extend beyond the line
      const auto& lines = set(date, -1);
      for (const auto& line : lines.lines) widest = std::max(widest, line.width + kGap);
    }
    widest = std::min(widest, design_.width / 3);
    for (auto& block : blocks) {
      if (block.beside_width == design_.date_column) block.beside_width = widest;
      if (block.indent >= design_.date_column) block.indent += widest - design_.date_column;
    }
  }

  void paragraph_atoms(const Block& block, const Column& column, std::vector<Atom>& out) {
    auto beside_width = block.beside_width;
    const Lines* beside = nullptr;
    if (!block.beside.spans.empty()) {
      if (block.beside_at_end) {
        constexpr double kGap = 12;
        beside = &set(block.beside, -1);
        double natural = 0;
        for (const auto& line : beside->lines) natural = std::max(natural, line.width);
        beside_width = natural + kGap;
        if (beside_width > column.width * 0.5) {
          beside_width = column.width * 0.5;
          beside = &set(block.beside, beside_width - kGap);
        }
      } else {
        beside = &set(block.beside, beside_width);
      }
    }
    const double taken = block.indent + (beside == nullptr ? 0 : beside_width);
    const double width = std::max(column.width - taken, 20.0);
    const double start =
        column.start + block.indent + (beside == nullptr || block.beside_at_end ? 0 : beside_width);
    const auto& lines = set(block.main, width);
    const auto count = lines.lines.size();
    for (std::size_t i = 0; i < count; ++i) {
      Atom atom{.before = i == 0 ? block.before : 0,
                .height = lines.height,
                .may_break_before = i == 0 || (i >= 2 && i + 1 < count),
                .block = &block,
                .is_first = i == 0};
      atom.pieces.push_back({&lines, i, &block.main, start, width, 0});
      if (i == 0 && beside != nullptr) {
        const double beside_start =
            block.beside_at_end ? column.start + column.width - beside_width : column.start + block.indent;
        // The first lines share a baseline.
        const double shift = base(lines) - base(*beside);
        std::vector<Piece> pieces;
        pieces.reserve(beside->lines.size());
        for (std::size_t k = 0; k < beside->lines.size(); ++k) {
          pieces.push_back({beside, k, &block.beside, beside_start, beside_width,
                            shift + static_cast<double>(k) * beside->height});
        }
        // A mark comes before its text. A date comes before or after its heading in the order on the page:
        // pdf.js joins two words without a space if it has to go back in a line.
        const bool is_mark = !block.beside_at_end && block.beside_width < 30;
        const bool is_first = is_mark || (!block.beside_at_end && !content_.is_rtl);
        atom.pieces.insert(is_first ? atom.pieces.begin() : atom.pieces.end(), pieces.begin(), pieces.end());
        if (count == 1) {
          atom.height =
              std::max(atom.height, shift + static_cast<double>(beside->lines.size()) * beside->height);
        }
      }
      out.push_back(std::move(atom));
    }
    if (block.main.is_rtl != content_.is_rtl) {
      mirror({column.start + block.indent, column.width - block.indent}, std::span(out).last(count));
    }
    decorate(block, lines, column, out, out.size() - count);
  }

  /// Moves the mark of a list item of the other direction to the other edge.
  static void mirror(const Column& column, std::span<Atom> lines) {
    for (auto& atom : lines) {
      for (auto& piece : atom.pieces) {
        piece.start = 2 * column.start + column.width - piece.start - piece.width;
      }
    }
  }

  static double base(const Lines& lines) { return lines.height / 2 + lines.size * 0.36; }

  /// Makes room for the block's rule.
  void decorate(const Block& block, const Lines& lines, const Column&, std::vector<Atom>& out,
                std::size_t first) {
    auto& head = out[first];
    auto& last = out.back();
    const auto push_down = [&](double by) {
      for (auto& piece : head.pieces) piece.y += by;
      head.height += by;
    };
    switch (block.rule) {
      case Rule::above:
        push_down(2.8 * kMillimetre);
        break;
      case Rule::thick:
        push_down(kThickRule + 1.6 * kMillimetre);
        break;
      case Rule::around:
        push_down(1.8 * kMillimetre);
        last.height += 1.8 * kMillimetre;
        break;
      case Rule::below:
        last.height += (block.outline.empty() ? 2.4 : 1) * kMillimetre;
        break;
      case Rule::sides:
      case Rule::none:
        break;
    }
    if (block.rule == Rule::sides) {
      head.rule_y = lines.height / 2;
      head.text_start = lines.lines.front().width;
    }
  }

  void row_atoms(const Block& block, const Column& column, std::vector<Atom>& out) {
    const auto count = static_cast<double>(block.cells.size());
    const double width = (column.width - block.indent - kCellGap * (count - 1)) / count;
    Atom row{.before = block.before, .block = &block, .is_first = true};
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
      const Column cell{column.start + block.indent + static_cast<double>(i) * (width + kCellGap), width};
      double y = 0;
      for (auto& atom : atoms(block.cells[i], cell)) {
        if (y > 0) y += atom.before;
        for (auto piece : atom.pieces) {
          piece.y += y;
          row.pieces.push_back(piece);
        }
        y += atom.height;
      }
      row.height = std::max(row.height, y);
    }
    if (row.height <= (bottom_ - top_) * kWholeShare) {
      out.push_back(std::move(row));
      return;
    }
    // Too large to stay together: the cells go below each other and may break anywhere.
    auto before = block.before;
    for (const auto& cell : block.cells) {
      for (auto& atom : atoms(cell, {column.start + block.indent, column.width - block.indent})) {
        if (atom.is_first) atom.before = std::max(atom.before, std::exchange(before, 0));
        out.push_back(std::move(atom));
      }
      before = design_.entry_gap * 0.6;
    }
  }

  std::vector<Atom> atoms(const std::vector<Block>& blocks, const Column& column) {
    std::vector<Atom> out;
    double height = 0;  // lower bound: the space between blocks is not counted
    for (const auto& block : blocks) {
      if (!failure_.empty()) return {};
      if (!block.outline.empty()) where_ = "section '" + block.outline + "'";
      const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin_;
      if (spent.count() > limits_.seconds)
        fail("laying it out takes too long; shorten it"_msg, source_of(block));
      const auto first = out.size();
      if (block.cells.empty()) {
        paragraph_atoms(block, column, out);
      } else {
        row_atoms(block, column, out);
      }
      // If this exceeds all allowed pages, the remaining blocks need no layout.
      for (auto i = first; i < out.size(); ++i) height += out[i].height;
      if (height > static_cast<double>(limits_.pages) * (bottom_ - top_)) fail_for_pages(block);
      const bool is_kept = first > 0 && first < out.size() && out[first - 1].block->keep_with_next;
      if (is_kept) out[first].may_break_before = false;
    }
    keep_whole(out);
    return out;
  }

  void keep_whole(std::vector<Atom>& all) const {
    std::map<std::size_t, double> heights;
    for (const auto& atom : all) heights[atom.block->group] += atom.before + atom.height;
    for (std::size_t i = 1; i < all.size(); ++i) {
      const auto group = all[i].block->group;
      if (group != 0 && all[i - 1].block->group == group &&
          heights[group] <= (bottom_ - top_) * kWholeShare) {
        all[i].may_break_before = false;
      }
    }
  }

  void flow(const std::vector<Block>& blocks, const Column& column, std::size_t& page, double& y) {
    auto all = atoms(blocks, column);
    double height = 0;
    for (const auto& atom : all) height += height > 0 ? atom.before + atom.height : atom.height;
    // If the photo is higher than the text beside it, the next block starts below the photo.
    if (!all.empty() && height < masthead_height_) all.back().height += masthead_height_ - height;
    for (std::size_t i = 0; i < all.size() && failure_.empty();) {
      auto end = i + 1;
      double need = all[i].before + all[i].height;
      while (end < all.size() && !all[end].may_break_before) {
        need += all[end].before + all[end].height;
        ++end;
      }
      const bool is_too_high = need > bottom_ - top_;
      if (y > top_ && y + need > bottom_ && !is_too_high) next_page(page, y, *all[i].block);
      for (; i < end; ++i) {
        if (!all[i].block->outline.empty()) where_ = "section '" + all[i].block->outline + "'";
        if (y > top_ && y + all[i].before + all[i].height > bottom_) next_page(page, y, *all[i].block);
        if (y > top_) y += all[i].before;
        place(all[i], column, page, y);
        y += all[i].height;
      }
    }
  }

  void next_page(std::size_t& page, double& y, const Block& first) {
    ++page;
    y = top_;
    bars_.clear();
    if (page >= limits_.pages) fail_for_pages(first);
  }

  void fail_for_pages(const Block& block) {
    fail("the CV takes more than {0} pages; shorten it"_msg(limits_.pages), source_of(block));
  }

  /// Converts an offset from the start edge to one from the left: right-to-left pages are mirrored.
  [[nodiscard]] double left(double start, double width) const {
    return content_.is_rtl ? design_.width - start - width : start;
  }

  void place(const Atom& atom, const Column& column, std::size_t page, double y) {
    if (out_.sheets.size() <= page) out_.sheets.resize(page + 1);
    auto& sheet = out_.sheets[page];
    for (const auto& piece : atom.pieces) {
      const auto& line = piece.lines->lines[piece.line];
      const bool is_at_right = (piece.paragraph->align == Align::end) != piece.paragraph->is_rtl;
      auto x = left(piece.start, piece.width);
      if (piece.paragraph->align == Align::centre) {
        x += (piece.width - line.width) / 2;
      } else if (is_at_right) {
        x += piece.width - line.width;
      }
      sheet.lines.push_back({&line, piece.paragraph, x, y + piece.y + base(*piece.lines)});
    }
    rules(sheet, atom, column, y);
    if (atom.is_first && !atom.block->outline.empty()) sheet.landmarks.push_back({atom.block->outline, y});
    if (atom.block->has_bar && atom.block->group != 0) bar(sheet, atom, column, y);
  }

  void rules(Sheet& sheet, const Atom& atom, const Column& column, double y) const {
    const auto rule = [&](double at, double height, const Colour& colour) {
      // A rule of the masthead also runs below the photo.
      const auto& across =
          atom.block->rule == Rule::below && atom.block->outline.empty() ? masthead_ : column;
      sheet.boxes.push_back({left(across.start, across.width), at, across.width, height, colour});
    };
    const bool is_first = atom.is_first;
    const double end = y + atom.height;
    const bool is_masthead = atom.block->outline.empty();
    const bool is_last =
        !atom.pieces.empty() && atom.pieces.front().line + 1 == atom.pieces.front().lines->lines.size();
    switch (atom.block->rule) {
      case Rule::above:
        if (is_first) rule(y, kThinRule, design_.line);
        break;
      case Rule::thick:
        if (is_first) rule(y, kThickRule, design_.accent);
        break;
      case Rule::below:
        if (is_last) rule(end, is_masthead ? 2 * kThinRule + 0.5 : kThinRule, design_.accent);
        break;
      case Rule::around:
        if (is_first) rule(y, kThinRule, design_.line);
        if (is_last) rule(end, kThinRule, design_.line);
        break;
      case Rule::sides:
        if (is_first) {
          constexpr double kGap = 12;
          const double side = (column.width - atom.text_start) / 2 - kGap;
          if (side <= 0) break;
          sheet.boxes.push_back({left(column.start, side), y + atom.rule_y, side, kThinRule, design_.line});
          const double other = column.start + column.width - side;
          sheet.boxes.push_back({left(other, side), y + atom.rule_y, side, kThinRule, design_.line});
        }
        break;
      case Rule::none:
        break;
    }
  }

  /// One line along the whole group on this page.
  void bar(Sheet& sheet, const Atom& atom, const Column& column, double y) {
    constexpr double kWidth = 1.4;
    const auto [at, is_new] = bars_.try_emplace(atom.block->group, sheet.boxes.size());
    if (is_new) {
      sheet.boxes.push_back({left(column.start, kWidth), y, kWidth, atom.height, design_.line});
    } else {
      auto& box = sheet.boxes[at->second];
      box.height = y + atom.height - box.y;
    }
  }

  /// Name and page number on every page except the first, which has the name in large letters.
  void headers(const Column& whole) {
    auto style = design_.soft;
    style.size = 8;
    const auto count = out_.sheets.size();
    for (std::size_t page = 1; page < count; ++page) {
      const auto number = std::to_string(page + 1) + " / " + std::to_string(count);
      for (const auto* text : std::initializer_list<const std::string*>{&content_.name, &number}) {
        auto paragraph = std::make_unique<Paragraph>();
        paragraph->is_rtl = content_.is_rtl;
        paragraph->language = content_.language;
        paragraph->align = text == &number ? Align::end : Align::start;
        paragraph->spans.push_back({.text = *text, .style = style});
        const auto& lines = set(*paragraph, whole.width * (text == &number ? 0.2 : 0.8));
        const auto& line = lines.lines.front();
        const bool is_at_right = (paragraph->align == Align::end) != content_.is_rtl;
        const double x = is_at_right ? design_.width - whole.start - line.width : whole.start;
        out_.header_lines.push_back({&line, paragraph.get(), x, design_.margin_top - 5 * kMillimetre});
        out_.headers.push_back(std::move(paragraph));
      }
    }
  }

  Content& content_;
  const Design& design_;
  const Typesetter& typesetter_;
  const Limits& limits_;
  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  double top_ = 0, bottom_ = 0;
  Column masthead_;
  double masthead_height_ = 0;  ///< lower bound during layout
  std::map<std::size_t, std::size_t> bars_;
  std::string where_ = "masthead";
  Message failure_;
  Layout out_;
};

}  // namespace

Result<Layout> lay_out(Content& content, const Design& design, const Typesetter& typesetter,
                       const Limits& limits) {
  return Layouter(content, design, typesetter, limits).run();
}

}  // namespace vitrine::render::pdf
