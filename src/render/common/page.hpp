#pragma once
// The input of every renderer besides the CV.

#include <string>
#include <utility>
#include <vector>

namespace vitrine::render {

/// The addresses of a page. All are absolute URLs, except in a folder of files.
struct Addresses {
  std::string canonical;                                        ///< of this page; empty: unknown
  std::vector<std::pair<std::string, std::string>> alternates;  ///< language tag, URL of the page in that
                                                                ///< language
  std::vector<std::pair<std::string, std::string>> formats;     ///< label ("JSON"), URL of that format
  /// Like `alternates`, for the links that readers follow; if empty, `alternates` is used. May be relative,
  /// as in a folder of files.
  std::vector<std::pair<std::string, std::string>> navigation;
};

}  // namespace vitrine::render
