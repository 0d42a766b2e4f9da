#pragma once
// The MCP server by HTTP: POST /mcp ("Streamable HTTP", with JSON answers and without sessions).

#include "site/context/request_context.hpp"

namespace vitrine::site {
class Gate;
}

namespace vitrine::site::mcp {

/// Both must outlive the routes.
void add_mcp(Routes& routes, const Services& services, Gate& gate);

}  // namespace vitrine::site::mcp
