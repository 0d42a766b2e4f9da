#pragma once
// What an address on the web says of itself, for profiles that come without a name.

#include <string>
#include <string_view>

namespace vitrine::cv::importing {

/// The host without "www."; the text itself where it has no scheme.
std::string host_of(std::string_view url);

/// The network whose profiles are at that host ("GitHub"); "" for any other.
std::string network_of(std::string_view url);

}  // namespace vitrine::cv::importing
