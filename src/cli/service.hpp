#pragma once
// Runs a service: listens, prints its address, serves until a signal stops it.

#include <string>
#include <vector>

#include "cli/command.hpp"
#include "site/application/site.hpp"

namespace vitrine::cli {

struct ServiceOptions {
  std::string listen = "127.0.0.1:8080";  ///< "127.0.0.1:8080" or "[::1]:8080"; port 0: any free one
  unsigned threads = 0;                   ///< 0: one for each core
  unsigned drain = 10;                    ///< seconds that running requests get when the service stops
  std::string metrics;                    ///< as `listen`, for Prometheus; "": none
  std::vector<std::string> proxies;       ///< addresses or networks whose X-Forwarded-For is believed
  std::size_t body_budget_mib = 64;       ///< of all connections together: ServerOptions::body_budget
  std::string tls_certificate;            ///< PEM file; "" for no TLS
  std::string tls_key;                    ///< PEM file
};

/// What is served, and where it is changed: null for pages alone.
struct ServedStore {
  store::DocumentSource& documents;
  store::Store* store = nullptr;
};

/// Serves until SIGTERM or SIGINT; a second signal cuts what is left. Prints the address on standard
/// output once it is ready. An empty public URL in `site` becomes the address it listens on. `Exit::usage`
/// for a malformed `listen`, `Exit::system` where it cannot be bound.
Exit run_service(const ServedStore& served, const ServiceOptions& options, site::SiteOptions site);

/// Adds --listen, --threads, --drain, --metrics, --trusted-proxy, --body-budget, --tls-cert and --tls-key.
void add_service_options(CLI::App& sub, ServiceOptions& options);

}  // namespace vitrine::cli
