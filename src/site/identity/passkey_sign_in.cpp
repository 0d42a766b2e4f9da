#include "site/identity/passkey_sign_in.hpp"

#include "auth/tokens/jose.hpp"
#include "base/digest.hpp"
#include "base/log.hpp"
#include "site/answers/failures.hpp"
#include "site/capacity/offload.hpp"
#include "site/identity/ceremony.hpp"
#include "site/identity/relying_party.hpp"
#include "site/identity/sign_in.hpp"
#include "site/identity/sign_in_pages.hpp"
#include "site/records/audit.hpp"
#include "site/records/passkeys.hpp"
#include "site/records/values.hpp"

namespace vitrine::site {

namespace asio = boost::asio;

namespace {

constexpr CeremonyFor kToSignIn{.what = "sign-in", .email = ""};

/// The browser's answer, and the path behind the sign-in; nothing if it is not of that form.
struct SignInAnswer {
  auth::passkeys::Assertion assertion;
  std::string to;
};

std::optional<SignInAnswer> parse_answer(std::string_view body) {
  const auto object = auth::tokens::parse_object(body);
  if (!object) return std::nullopt;
  bool is_good = true;
  const auto bytes = [&](const char* name) {
    const auto member = auth::tokens::string_member(*object, name);
    auto decoded = member ? base::base64url_decode(*member) : std::nullopt;
    is_good = is_good && decoded.has_value();
    return std::move(decoded).value_or("");
  };
  SignInAnswer out{.assertion = {.id = bytes("id"),
                                 .client_data = bytes("client_data"),
                                 .authenticator_data = bytes("authenticator_data"),
                                 .signature = bytes("signature"),
                                 .user_handle = bytes("user_handle")},
                   .to = own_path(auth::tokens::string_member(*object, "to").value_or(""))};
  return is_good ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace

void PasskeySignIn::add_to(Routes& routes) {
  routes.add("POST", "/sign-in/passkey/question", auth::Demand::nothing,
             [this](const RequestContext& context) { return ask(context); });
  routes.add("POST", "/sign-in/passkey", auth::Demand::nothing,
             [this](const RequestContext& context) { return sign_in(context); });
  routes.add("GET", std::string(kMakePasskey), auth::Demand::own,
             [this](const RequestContext& context) -> asio::awaitable<http::Response> {
               co_return make_passkey_page(context, services_, own_path(context.query("to")));
             });
  routes.add("GET", std::string(kPasskeyScript), auth::Demand::nothing,
             [](const RequestContext&) -> asio::awaitable<http::Response> { co_return passkey_script(); });
}

asio::awaitable<http::Response> PasskeySignIn::ask(const RequestContext& context) const {
  const auto& request = context.request;
  if (auto refused = too_many(request, services_.sign_in_limiter, services_.options.proxies.client(request)))
    co_return std::move(*refused);
  const auto party = relying_party(services_.options.page.public_url);
  if (!party) co_return problem(request, 409, Notice::no_passkeys_here);
  const auto begun = co_await begin_ceremony(services_, kToSignIn);
  if (!begun) co_return api_failure(request, begun.error());
  const std::chrono::milliseconds patience = kCeremonyAge;
  auto response = api_answer(200, Value{{"challenge", base::base64url(begun->challenge)},
                                        {"relying_party", party->id},
                                        {"timeout", patience.count()}}
                                      .dump());
  response.set("Set-Cookie", begun->cookie);
  co_return response;
}

asio::awaitable<http::Response> PasskeySignIn::sign_in(const RequestContext& context) const {
  const auto& request = context.request;
  if (auto refused = too_many(request, services_.sign_in_limiter, services_.options.proxies.client(request)))
    co_return std::move(*refused);
  auto response = co_await answer(context);
  response.fields.emplace_back("Set-Cookie", forget_ceremony(services_));
  co_return response;
}

asio::awaitable<http::Response> PasskeySignIn::answer(const RequestContext& context) const {
  const auto& request = context.request;
  const auto asked = co_await end_ceremony(services_, request, kToSignIn);
  if (!asked) co_return api_failure(request, asked.error());
  const auto given = parse_answer(request.body);
  if (!*asked || !given) co_return problem(request, 403, Notice::passkey_refused);
  auto use = [this, &asked, &given]() -> Result<StoredPasskey> {
    auto used = use_passkey(services_.store(), **asked, given->assertion, services_.options.now());
    if (!used) return used;
    const auto person = read_person(services_.store(), used->email);
    if (!person) return person.error();
    if (!*person || (*person)->id != used->person)
      return Error{ErrorCode::not_found, Message::as_is("a passkey of somebody who was removed")};
    return used;
  };
  const auto used = co_await offload(services_.pools.sign_in.threads(), std::move(use));
  if (!used && used.error().code == ErrorCode::not_found) {
    base::log_warning("a passkey was refused", {{"reason", used.error().text()}});
    auto note = [this] { audit(services_.store(), {.what = "deny", .detail = "a sign-in with a passkey"}); };
    co_await offload(services_.pools.sign_in.threads(), std::move(note));
    co_return problem(request, 403, Notice::passkey_refused);
  }
  if (!used) co_return api_failure(request, used.error());
  Session session{.email = used->email};
  std::function<void(Person&)> update = [](Person&) {};
  auto begun = co_await begin_session(request, services_, std::move(session), std::move(update), given->to);
  if (begun.status != 303) co_return begun;
  auto response = api_answer(200, Value{{"location", given->to}}.dump());
  response.set("Set-Cookie", begun.field("Set-Cookie"));
  co_return response;
}

}  // namespace vitrine::site
