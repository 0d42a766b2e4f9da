#pragma once
// Signing in with a passkey, and the page to make one.

#include "site/context/request_context.hpp"

namespace vitrine::site {

/// Safe to use from any thread.
class PasskeySignIn {
 public:
  explicit PasskeySignIn(const Services& services) : services_(services) {}

  void add_to(Routes& routes);

 private:
  boost::asio::awaitable<http::Response> ask(const RequestContext& context) const;
  boost::asio::awaitable<http::Response> sign_in(const RequestContext& context) const;
  boost::asio::awaitable<http::Response> answer(const RequestContext& context) const;

  const Services& services_;
};

}  // namespace vitrine::site
