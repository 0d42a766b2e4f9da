#pragma once
// Reads Word files (.docx; ECMA-376) as paragraphs, for the importer.

#include <string_view>
#include <vector>

#include "archive/unzip.hpp"
#include "base/result.hpp"
#include "cv/document/document.hpp"

namespace vitrine::cv::docx {

/// Whether a file of that name in an archive is one that read_docx() looks at.
bool is_docx_part(std::string_view name);

/// Whether the files are those of a Word document.
bool is_docx(const std::vector<archive::ZipEntry>& files);

/// `{"docx": {"paragraphs": […], …}}`: the paragraphs in reading order, those of the header first
/// and of the footer last, tables cell by cell. Each is an object of `text` (plain; tabs, and '\n' for
/// breaks), `html` (with b, i, code, a, br), `parts` (runs of one look, as they follow each other), and where
/// they say something `heading` (1 to 9; 0: the title), `style` (its name, small letters), `list` (level from
/// 0), `numbered`, `bold`, `caps`, `size` (half points), `url` (the first link). A table row of cells with
/// one paragraph each is one paragraph, with tabs between. Beside them
/// stand, where there are some, `hidden`, `comments`, `footnotes`, `endnotes` (texts), `pictures` (their
/// number), and `language`. `invalid` where it is damaged; `too_large` with over 20 000 paragraphs.
Result<Json> read_docx(const std::vector<archive::ZipEntry>& files);

}  // namespace vitrine::cv::docx
