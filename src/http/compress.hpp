#pragma once
// Content codings (RFC 9110 section 8.4.1).

#include <string>
#include <string_view>

namespace vitrine::http {

/// `bytes` in the gzip format (RFC 1952), smallest size, without a time stamp: the same bytes each time.
std::string gzip(std::string_view bytes);

}  // namespace vitrine::http
