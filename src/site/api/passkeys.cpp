// A person's passkeys and recovery codes.

#include <memory>

#include "auth/passkeys/cose_key.hpp"
#include "base/digest.hpp"
#include "base/encoding.hpp"
#include "base/log.hpp"
#include "site/api/api.hpp"
#include "site/api/json.hpp"
#include "site/identity/ceremony.hpp"
#include "site/identity/relying_party.hpp"
#include "site/identity/sign_in_pages.hpp"
#include "site/records/audit.hpp"
#include "site/records/passkeys.hpp"
#include "site/records/people.hpp"
#include "site/records/sessions.hpp"

namespace vitrine::site::api {

namespace asio = boost::asio;

namespace {

Json passkey_json(const StoredPasskey& one) {
  Json out{{"id", one.record_key()},
           {"name", one.name},
           {"made_at", base::format_rfc3339(one.made_at)},
           {"is_backed_up", one.key.is_backed_up}};
  if (one.used_at) out["used_at"] = base::format_rfc3339(*one.used_at);
  return out;
}

/// JSON converts from anything, also from a result, so the compiler needs to be told.
Result<Json> to_result(Json json) {
  return Result<Json>(boost::system::in_place_value, std::move(json));
}

/// Reads the name of a passkey; reports a wrong one.
std::string name_in(Body& body) {
  auto name = body.text("name", kMostPasskeyName);
  if (name.empty()) body.wrong("name", Text::expected_passkey_name, {std::to_string(kMostPasskeyName)});
  return name;
}

class PasskeyApi {
 public:
  explicit PasskeyApi(const Services& services) : services_(services) {}

  asio::awaitable<http::Response> list(const RequestContext& context) const {
    auto work = [&]() -> Result<Json> {
      const auto listed = list_passkeys(services_.store(), context.visitor.email);
      if (!listed) return listed.error();
      const auto codes = count_recovery_codes(services_.store(), context.visitor.email);
      if (!codes) return codes.error();
      auto rows = Json::array();
      for (const auto& one : *listed) rows.push_back(passkey_json(one));
      Json out{{"passkeys", rows}, {"recovery_codes", *codes}};
      if (const auto party = relying_party(services_.options.page.public_url)) out["origin"] = party->origin;
      return to_result(std::move(out));
    };
    const auto json = co_await on_store(services_, std::move(work));
    co_return json ? api_answer(200, dump(*json)) : api_failure(context.request, json.error());
  }

  asio::awaitable<http::Response> ask(const RequestContext& context) const {
    using auth::passkeys::CoseAlgorithm;
    const auto& email = context.visitor.email;
    const auto party = relying_party(services_.options.page.public_url);
    if (!party) co_return problem(context.request, 409, Notice::no_passkeys_here);
    auto work = [&]() -> Result<Json> {
      const auto person = person_with_id(email);
      if (!person) return person.error();
      const auto listed = list_passkeys(services_.store(), email);
      if (!listed) return listed.error();
      auto known = Json::array();
      for (const auto& one : *listed) known.push_back(base::base64url(one.key.id));
      const auto& name = person->name.empty() ? email : person->name;
      return to_result({{"relying_party", party->id},
                        {"user", {{"id", person->id}, {"name", email}, {"display_name", name}}},
                        {"known", known}});
    };
    auto json = co_await on_store(services_, std::move(work));
    if (!json) co_return api_failure(context.request, json.error());
    const auto begun = co_await begin_ceremony(services_, {.what = "register", .email = email});
    if (!begun) co_return api_failure(context.request, begun.error());
    const std::chrono::milliseconds patience = kCeremonyAge;
    (*json)["challenge"] = base::base64url(begun->challenge);
    (*json)["timeout"] = patience.count();
    (*json)["algorithms"] = {static_cast<int>(CoseAlgorithm::es256), static_cast<int>(CoseAlgorithm::eddsa),
                             static_cast<int>(CoseAlgorithm::rs256)};
    auto response = api_answer(200, dump(*json));
    response.set("Set-Cookie", begun->cookie);
    co_return response;
  }

  asio::awaitable<http::Response> add(const RequestContext& context) const {
    auto response = co_await add_answered(context);
    response.fields.emplace_back("Set-Cookie", forget_ceremony(services_));
    co_return response;
  }

  asio::awaitable<http::Response> rename(const RequestContext& context) const {
    auto body = Body::parse(context.request, {"name"});
    if (!body) co_return api_failure(context.request, body.error());
    const auto name = name_in(*body);
    if (auto refused = body->refusal()) co_return std::move(*refused);
    auto work = [&] {
      return rename_passkey(services_.store(), context.visitor.email, context.parameter("passkey"), name);
    };
    const auto done = co_await on_store(services_, std::move(work));
    co_return done ? api_answer(200, dump(passkey_json(*done))) : api_failure(context.request, done.error());
  }

  asio::awaitable<http::Response> remove(const RequestContext& context) const {
    const bool may_be_last = context.query("last") == "true";
    auto change = [&] {
      return remove_passkey(services_.store(), context.visitor.email, context.parameter("passkey"),
                            may_be_last);
    };
    AuditEvent event{.what = "remove passkey", .who = context.visitor.email};
    co_return co_await change_records(context.request, services_, std::move(change), std::move(event));
  }

  asio::awaitable<http::Response> make_codes(const RequestContext& context) const {
    const auto& email = context.visitor.email;
    auto work = [&]() -> Result<std::vector<std::string>> {
      const auto person = person_with_id(email);
      if (!person) return person.error();
      auto make = [&] {
        return make_recovery_codes(services_.store(), email, person->id, services_.options.now());
      };
      return audited(services_.store(), make, {.what = "recovery codes", .who = email});
    };
    const auto codes = co_await on_store(services_, std::move(work));
    co_return codes ? api_answer(201, dump({{"codes", *codes}}))
                    : api_failure(context.request, codes.error());
  }

  /// A link by which somebody without a passkey comes in; their role or their invitation to a CV is set as
  /// for everyone. An owner must not become somebody who has a passkey.
  asio::awaitable<http::Response> invite(const RequestContext& context) const {
    const auto email = auth::lower_email(context.parameter("email"));
    const auto now = services_.options.now();
    if (!auth::is_email(email))
      co_return api_failure(context.request, {ErrorCode::invalid, "this is no e-mail address"_msg});
    auto work = [&]() -> Result<std::string> {
      const auto theirs = list_passkeys(services_.store(), email);
      if (!theirs) return theirs.error();
      if (!theirs->empty())
        return Error{ErrorCode::conflict, "this person has a passkey already, and signs in with it"_msg};
      if (auto done = remove_sign_ins(services_.store(), email); !done) return done.error();
      auto make = [&] { return make_sign_in(services_.store(), {.email = email}, now, kInvitationAge); };
      return audited(services_.store(), make,
                     {.what = "invitation link", .who = context.visitor.email, .whom = email});
    };
    const auto secret = co_await on_store(services_, std::move(work));
    if (!secret) co_return api_failure(context.request, secret.error());
    const auto& url = services_.options.page.public_url;
    const auto party = relying_party(url);
    co_return api_answer(
        201,
        dump({{"url", sign_in_url(party ? party->origin : url, *secret) + "&to=" + std::string(kMakePasskey)},
              {"expires_at", base::format_rfc3339(now + kInvitationAge)}}));
  }

 private:
  /// The person; records of earlier versions get an ID, by which authenticators know them.
  [[nodiscard]] Result<Person> person_with_id(std::string_view email) const {
    return change_person(services_.store(), email, [&](Person& one) {
      if (one.id.empty()) one.id = new_person(email).id;
    });
  }

  asio::awaitable<http::Response> add_answered(const RequestContext& context) const {
    const auto& email = context.visitor.email;
    const auto asked =
        co_await end_ceremony(services_, context.request, {.what = "register", .email = email});
    if (!asked) co_return api_failure(context.request, asked.error());
    auto body = Body::parse(context.request, {"name", "id", "client_data", "attestation"});
    if (!body) co_return api_failure(context.request, body.error());
    const auto name = name_in(*body);
    const auto bytes = [&](const char* member) {
      constexpr std::size_t kMost = std::size_t{16} << 10U;
      return base::base64url_decode(body->text(member, kMost)).value_or("");
    };
    const auth::passkeys::Registration answer{
        .id = bytes("id"), .client_data = bytes("client_data"), .attestation = bytes("attestation")};
    if (auto refused = body->refusal()) co_return std::move(*refused);
    if (!*asked) co_return problem(context.request, 403, Notice::passkey_refused);
    const auto key = auth::passkeys::check_registration(**asked, answer);
    if (!key) {
      base::log_warning("a new passkey was refused",
                        {{"reason", std::string(auth::passkeys::name_of(key.error()))}});
      co_return problem(context.request, 403, Notice::passkey_refused);
    }
    auto work = [&]() -> Result<Json> {
      const auto person = person_with_id(email);
      if (!person) return person.error();
      const StoredPasskey made{.key = *key,
                               .email = email,
                               .person = person->id,
                               .name = name,
                               .made_at = services_.options.now()};
      if (auto done = add_passkey(services_.store(), made); !done) return done.error();
      audit(services_.store(), {.what = "passkey", .who = email, .detail = name});
      const auto codes = count_recovery_codes(services_.store(), email);
      if (!codes) return codes.error();
      auto json = passkey_json(made);
      json["recovery_codes"] = *codes;
      return to_result(std::move(json));
    };
    const auto json = co_await on_store(services_, std::move(work));
    services_.records.clear();
    co_return json ? api_answer(201, dump(*json)) : api_failure(context.request, json.error());
  }

  const Services& services_;
};

}  // namespace

void add_passkey_api(Routes& routes, const Services& services) {
  using auth::Demand;
  const auto api = std::make_shared<const PasskeyApi>(services);
  routes.add("GET", "/api/v1/passkeys", Demand::own,
             [api](const RequestContext& context) { return api->list(context); });
  routes.add("POST", "/api/v1/passkey-question", Demand::own,
             [api](const RequestContext& context) { return api->ask(context); });
  routes.add("POST", "/api/v1/passkeys", Demand::own,
             [api](const RequestContext& context) { return api->add(context); });
  routes.add("PUT", "/api/v1/passkeys/{passkey}", Demand::own,
             [api](const RequestContext& context) { return api->rename(context); });
  routes.add("DELETE", "/api/v1/passkeys/{passkey}", Demand::own,
             [api](const RequestContext& context) { return api->remove(context); });
  routes.add("POST", "/api/v1/people/{email}/link", Demand::manage,
             [api](const RequestContext& context) { return api->invite(context); });
  routes.add("POST", "/api/v1/recovery-codes", Demand::own,
             [api](const RequestContext& context) { return api->make_codes(context); });
}

}  // namespace vitrine::site::api
