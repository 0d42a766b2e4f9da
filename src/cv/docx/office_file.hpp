#pragma once
// Recognises office files that cannot be read, and says what to do with them.

#include <string>
#include <string_view>

#include "base/message.hpp"

namespace vitrine::cv::docx {

/// Whether it is a Word file as Word writes them since 2007 (.docx, .docm, .dotx): a ZIP archive with such a
/// text in it.
bool is_word_file(std::string_view bytes);

/// What to do with a file that an office program wrote in another way (.doc, .rtf, .odt, .pages, .xlsx,
/// .pptx, Word's XML, .docx with a password), for a person; "" for any other file.
Message office_refusal(std::string_view bytes);

}  // namespace vitrine::cv::docx
