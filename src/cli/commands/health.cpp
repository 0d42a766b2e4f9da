// The health check for containers and monitors that have no other program for a request.

#include <chrono>
#include <iostream>
#include <memory>
#include <string>

#include "cli/command.hpp"
#include "net/http_call.hpp"

namespace vitrine::cli {

namespace {

Exit health(const std::string& url, unsigned timeout) {
  if (!net::parse_url(url)) {
    return misused("'{0}' is no address; expected one as in http://127.0.0.1:8080/healthz"_msg(url));
  }
  net::HttpCaller caller;
  const auto answer = caller.run({.url = url, .timeout = std::chrono::seconds(timeout)});
  if (answer.status == 0) {
    std::cerr << "vitrine: " << answer.failure << '\n';
    return Exit::system;
  }
  std::cout << answer.status << ' ' << answer.body << (answer.body.ends_with('\n') ? "" : "\n");
  return answer.status == 200 ? Exit::fine : Exit::system;
}

}  // namespace

void add_health(CommandLine& line) {
  struct HealthOptions {
    std::string url = "http://127.0.0.1:8080/healthz";
    unsigned timeout = 3;
  };
  const auto options = std::make_shared<HealthOptions>();
  auto& sub = line.add("health", "Ask a running service how it is; exit code 0 for an answer of 200",
                       [options] { return health(options->url, options->timeout); });
  sub.add_option("URL", options->url, "Where to ask (default: http://127.0.0.1:8080/healthz)");
  constexpr unsigned kLongest = 60;
  sub.add_option("--timeout", options->timeout, "Seconds until no answer is one (default: 3)")
      ->check(CLI::Range(1U, kLongest))
      ->type_name("S");
}

}  // namespace vitrine::cli
