#pragma once
// Reads Word files (.docx; ECMA-376) as paragraphs, for the importer.

#include <string_view>
#include <vector>

#include "archive/unzip.hpp"
#include "base/result.hpp"
#include "cv/document/document.hpp"

namespace vitrine::cv::docx {

/// Whether read_docx() reads an archive file of that name.
bool is_docx_part(std::string_view name);

/// Whether the files form a Word document.
bool is_docx(const std::vector<archive::ZipEntry>& files);

/// Returns `{"docx": {"paragraphs": […], …}}`: the paragraphs in reading order, the header's first and the
/// footer's last, tables cell by cell. Each is an object with `text` (plain; tabs, and '\n' for breaks),
/// `html` (with b, i, code, a, br) and `parts` (consecutive runs of one style). Optional members are
/// `heading` (1 to 9; 0: the title), `style` (its name, lower case), `list` (level from 0), `numbered`,
/// `bold`, `caps`, `size` (half points) and `url` (the first link). A table row whose cells have one
/// paragraph each is one paragraph, with tabs in between. Optional members beside `paragraphs` are `hidden`,
/// `comments`, `footnotes`, `endnotes` (texts), `pictures` (their number), and `language`. Returns `invalid`
/// if the file is damaged, `too_large` for over 20 000 paragraphs.
Result<Json> read_docx(const std::vector<archive::ZipEntry>& files);

}  // namespace vitrine::cv::docx
