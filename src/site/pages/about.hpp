#pragma once
// /about describes the service and this instance; /privacy lists the personal data that it stores.

#include <boost/asio/awaitable.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "http/server/resource.hpp"
#include "site/context/request_context.hpp"
#include "site/records/about_texts.hpp"

namespace vitrine::site {

/// A duration for people: "3 days, 4 hours"; in German if `language` is German, else in English.
std::string span_words(std::chrono::seconds span, std::string_view language);

/// Safe to use from any thread.
class About {
 public:
  explicit About(const Services& services);

  void add_to(Routes& routes);

 private:
  boost::asio::awaitable<http::Response> page(const RequestContext& context);
  boost::asio::awaitable<http::Response> leaf(const RequestContext& context);
  boost::asio::awaitable<http::Response> show(const RequestContext& context, std::string language);
  boost::asio::awaitable<std::string> zone();
  boost::asio::awaitable<http::Response> privacy(const RequestContext& context);

  const Services& services_;
  const std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::map<std::string, std::unique_ptr<const http::Resource>, std::less<>> diagrams_;  ///< by the last
                                                                                        ///< segment of their
                                                                                        ///< path
  std::map<std::string, std::string, std::less<>> figures_;  ///< HTML of the figures, by language
  std::mutex mutex_;
  std::string zone_;                                 ///< "": unknown; guarded by mutex_
  std::chrono::steady_clock::time_point next_look_;  ///< earliest time of the next lookup; guarded by mutex_
};

}  // namespace vitrine::site
