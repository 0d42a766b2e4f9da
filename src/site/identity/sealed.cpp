#include "site/identity/sealed.hpp"

#include "auth/policy/seal.hpp"
#include "site/capacity/offload.hpp"
#include "site/records/sessions.hpp"

namespace vitrine::site {

namespace asio = boost::asio;

asio::awaitable<Result<std::string>> seal_text(const Services& services, std::string purpose,
                                               std::string text) {
  auto find_key = [&services] { return sealing_key(services.store(), services.options.now()); };
  const auto key = co_await offload(services.pools.store, std::move(find_key));
  if (!key) co_return key.error();
  co_return auth::seal(*key, purpose, text);
}

asio::awaitable<Result<std::optional<std::string>>> unseal_text(const Services& services, std::string purpose,
                                                                std::string_view sealed) {
  std::optional<std::string> out;
  const std::string id(auth::sealing_key_id(sealed));
  if (id.empty() || !store::check_record({"key", id, ""})) co_return out;
  const auto record = co_await services.records.get("key", id);
  if (!record) co_return record.error();
  const auto key = *record ? parse_key(id, **record, services.options.now()) : std::nullopt;
  if (key) out = auth::unseal(*key, purpose, sealed);
  co_return out;
}

std::string cookie_name(const SiteOptions& options, std::string_view stem) {
  return (options.page.is_https() ? "__Host-" : "") + std::string(stem);
}

std::string site_cookie(const SiteOptions& options, std::string_view stem, std::string value,
                        std::chrono::seconds lifetime) {
  return http::set_cookie({.name = cookie_name(options, stem),
                           .value = std::move(value),
                           .lifetime = lifetime,
                           .is_secure = options.page.is_https()});
}

}  // namespace vitrine::site
