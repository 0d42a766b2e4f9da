#pragma once
// The sources of AWS credentials, one function each; CredentialChain tries them in order.

#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "net/http_call.hpp"
#include "store/aws/credentials.hpp"

namespace vitrine::store::aws {

/// Credentials; nothing if this source is not set up; an error if it is set up and fails. Errors as
/// CredentialChain::get().
using Found = Result<std::optional<Credentials>>;

Found from_environment(const Environment& environment);
Found from_profile(const Environment& environment);
Found from_web_identity(const CredentialOptions& options, net::HttpCaller& http);
Found from_container(const CredentialOptions& options, net::HttpCaller& http);
Found from_instance(const CredentialOptions& options, net::HttpCaller& http);

/// Whether credentials may be requested at that address in AWS_CONTAINER_CREDENTIALS_FULL_URI: https
/// anywhere; plain http only on this machine (loopback) and at the fixed addresses of ECS (169.254.170.2) and
/// EKS (169.254.170.23, fd00:ec2::23). This follows the AWS SDKs and Tools Reference Guide, "Container
/// credential provider": elsewhere others could read the answer on its way.
bool is_container_address(const std::string& url);

/// Parses "2026-11-24T03:48:36Z", with or without a fraction of a second (RFC 3339, UTC only). Nothing for
/// anything else.
std::optional<base::TimePoint> parse_utc(std::string_view text);

}  // namespace vitrine::store::aws
