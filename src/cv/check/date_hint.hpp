#pragma once
// Suggests a valid date for one in another format.

#include <string_view>

#include "base/message.hpp"

namespace vitrine::cv::check {

/// A hint for people: `write "2020-03"` for "03/2020", "March 2020", "März 2020", "2020/03", "3.2020". Gives
/// both readings if day and month could be swapped, and for "present" and the like, to leave the date out;
/// else an example. Month names are recognised in the common languages of Europe (CLDR's).
Message date_hint(std::string_view text);

}  // namespace vitrine::cv::check
