#pragma once
// The header fields of all responses.

#include "http/message/message.hpp"

namespace vitrine::site {

/// Adds the security fields that hold for all answers: no sniffing, no framing, no referrer to others, no
/// browser features, isolation; and Strict-Transport-Security where `is_https`. A Content-Security-Policy
/// that shuts everything off is added where the answer has none of its own.
void add_common_fields(http::Fields& fields, bool is_https);

}  // namespace vitrine::site
