#include "cli/link_check.hpp"

namespace vitrine::cli {

void add_link_check_allow(CLI::App& sub, std::vector<std::string>& networks) {
  sub.add_option(
         "--link-check-allow", networks,
         "Address or network whose links are checked although it is not public, at any port, as in an "
         "intranet; may be repeated")
      ->type_name("NETWORK")
      ->configurable();
}

Result<net::LinkCheckOptions> link_check_options(const std::vector<std::string>& networks) {
  auto allowed = net::Networks::parse(networks);
  if (!allowed) return Error{ErrorCode::invalid, "--link-check-allow {0}"_msg(allowed.error().message)};
  return net::LinkCheckOptions{.allowed = std::move(*allowed)};
}

}  // namespace vitrine::cli
