#pragma once
// The header fields of all responses.

#include "http/message/message.hpp"

namespace vitrine::site {

/// Adds the security fields of all answers: no sniffing, no framing, no referrer to other sites, no browser
/// features, isolation; and Strict-Transport-Security if `is_https`. If the answer has no
/// Content-Security-Policy, adds one that forbids everything.
void add_common_fields(http::Fields& fields, bool is_https);

}  // namespace vitrine::site
