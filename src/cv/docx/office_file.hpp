#pragma once
// Recognises office files that cannot be read, and tells people how to convert them.

#include <string>
#include <string_view>

#include "base/message.hpp"

namespace vitrine::cv::docx {

/// Whether it is a Word file of the format used since 2007 (.docx, .docm, .dotx): a ZIP archive with a Word
/// document in it.
bool is_word_file(std::string_view bytes);

/// Tells people how to convert a file of another office format (.doc, .rtf, .odt, .pages, .xlsx, .pptx,
/// Word's XML, .docx with a password); "" for any other file.
Message office_refusal(std::string_view bytes);

}  // namespace vitrine::cv::docx
