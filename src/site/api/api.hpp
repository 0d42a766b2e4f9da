#pragma once
// The REST API, /api/v1; schema/openapi.yaml is its contract. Each part is in the file with its name.

#include "site/context/request_context.hpp"

namespace vitrine::site {
class Gate;
class SignInProviders;
}  // namespace vitrine::site

namespace vitrine::site::api {

/// The services must outlive the routes.
void add_session_api(Routes& routes, const Services& services, Gate& gate, SignInProviders& providers);
void add_document_api(Routes& routes, const Services& services);
void add_proposal_api(Routes& routes, const Services& services);
void add_sharing_api(Routes& routes, const Services& services);
void add_rendering_api(Routes& routes, const Services& services);
void add_link_check_api(Routes& routes, const Services& services);
/// The page that documents the API: /api/.
void add_api_documentation(Routes& routes);
/// Only where people sign in at this service itself.
void add_passkey_api(Routes& routes, const Services& services);
void add_site_api(Routes& routes, const Services& services, Gate& gate);

}  // namespace vitrine::site::api
