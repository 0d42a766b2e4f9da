#pragma once
// Compresses the API's responses. Each is made for one client, so they are not cached.

#include <boost/asio/awaitable.hpp>

#include <string>

#include "http/message/message.hpp"
#include "site/capacity/work_queue.hpp"

namespace vitrine::site::api {

/// Compresses the body with the coding that the request's Accept-Encoding prefers, if that makes it smaller,
/// and sets Content-Encoding and Vary; a strong ETag names the coding (RFC 9110 section 8.8.3.3), as in
/// `"7-zstd"`. The work runs in `queue` and counts for `person`. Not compressed: answers without a place in
/// the queue, answers under a kibibyte, errors, anything except JSON and text, and all answers that could
/// contain a secret beside text from another party (BREACH). So of the answers to writing requests, only that
/// of rendering is compressed, which depends on the request alone. `request` and `response` must live until
/// it is done.
boost::asio::awaitable<void> shrink(const http::Request& request, http::Response& response, WorkQueue& queue,
                                    const std::string& person);

}  // namespace vitrine::site::api
