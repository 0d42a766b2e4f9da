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
  unsigned drain = 10;                    ///< seconds for running requests when the service stops
  std::string metrics;                    ///< like `listen`, for Prometheus; "": none
  std::vector<std::string> proxies;       ///< addresses or networks whose X-Forwarded-For is trusted
  std::size_t body_budget_mib = 64;       ///< for all connections together: ServerOptions::body_budget
  std::string tls_certificate;            ///< PEM file; "" for no TLS
  std::string tls_key;                    ///< PEM file
};

/// The source of the documents, and the store for changes: null if only pages are served.
struct ServedStore {
  store::DocumentSource& documents;
  store::Store* store = nullptr;
};

/// Serves until SIGTERM or SIGINT; a second signal ends it at once. Prints the address on standard output
/// once it is ready. An empty public URL in `site` becomes the listening address. Returns `Exit::usage` for a
/// malformed `listen`, `Exit::system` if it cannot be bound.
Exit run_service(const ServedStore& served, const ServiceOptions& options, site::SiteOptions site);

/// Adds --listen, --threads, --drain, --metrics, --trusted-proxy, --body-budget, --tls-cert and --tls-key.
void add_service_options(CLI::App& sub, ServiceOptions& options);

}  // namespace vitrine::cli
