#pragma once
// Recognises a social network by the host of a profile URL.

#include <string>
#include <string_view>

namespace vitrine::cv::importing {

/// The host without "www."; the text itself if it has no scheme.
std::string host_of(std::string_view url);

/// The network with profiles at that host ("GitHub"); "" for any other.
std::string network_of(std::string_view url);

}  // namespace vitrine::cv::importing
