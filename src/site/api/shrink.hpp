#pragma once
// Compresses the API's responses. They are made for one client each, so they are not cached.

#include <boost/asio/awaitable.hpp>

#include <string>

#include "http/message/message.hpp"
#include "site/capacity/work_queue.hpp"

namespace vitrine::site::api {

/// Puts the body into the coding that the request's Accept-Encoding prefers, where that makes it smaller, and
/// sets Content-Encoding and Vary; a strong ETag names the coding (RFC 9110 section 8.8.3.3), as in
/// `"7-zstd"`. The work is done in `queue`, counted as `person`'s. Left as they are: answers where there is
/// no place in it, answers of less than a kibibyte, errors, what is neither JSON nor text, and all that could
/// hold a secret beside what somebody else had sent (BREACH): of the answers to writing requests only that of
/// rendering, which is made of the request alone. `request` and `response` must live until it is done.
boost::asio::awaitable<void> shrink(const http::Request& request, http::Response& response, WorkQueue& queue,
                                    const std::string& person);

}  // namespace vitrine::site::api
