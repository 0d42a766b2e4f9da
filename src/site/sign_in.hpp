#pragma once
// Signing in and out, as pages: what an account of this browser begins and ends with.

#include <boost/asio/awaitable.hpp>
#include <string>

#include "site/access/sessions.hpp"
#include "site/visit.hpp"

namespace vitrine::site {

/// Signing in by links that are good once. Safe to use from any thread.
class LocalSignIn {
 public:
  explicit LocalSignIn(const Services& services) : services_(services) {}

  void add_to(Routes& routes);

 private:
  boost::asio::awaitable<http::Response> ask(const Visit& visit);
  boost::asio::awaitable<http::Response> sign_in(const Visit& visit);

  const Services& services_;
};

/// Starts a session for somebody who has proved who they are, notes it, and gives the answer that takes the
/// browser to `to` with its cookie. Their person's record is made or brought up to date.
boost::asio::awaitable<http::Response> begin_session(const Services& services, Session session,
                                                     std::string to);

/// A ticket, sealed for the cookie.
boost::asio::awaitable<Result<std::string>> sealed_ticket(const Services& services, Ticket ticket);

/// `to` where it is a path of this site; the Studio otherwise, so that nobody is sent elsewhere.
std::string own_path(std::string_view to);

}  // namespace vitrine::site
