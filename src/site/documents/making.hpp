#pragma once
// A page being made, and the requests that wait for it. It is made once for all of them.

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace vitrine::site {

/// Safe to use from any thread.
class Making {
 public:
  /// Ends the making when the last copy of the result is destroyed.
  static std::shared_ptr<void> ending(std::shared_ptr<Making> making) {
    auto* ended = making.get();
    return {static_cast<void*>(ended), [making = std::move(making)](void*) { making->end(); }};
  }

  /// Returns once it has ended, on the executor of the caller.
  static boost::asio::awaitable<void> wait(std::shared_ptr<Making> making) {
    // A named variable: g++ 12 destroys a closure twice if it is made within the co_await expression.
    auto subscribe = [making](auto handler) {
      auto kept = std::make_shared<decltype(handler)>(std::move(handler));
      making->on_end([kept] {
        const auto executor = boost::asio::get_associated_executor(*kept);
        boost::asio::post(executor, std::move(*kept));
      });
    };
    auto token = boost::asio::use_awaitable;
    co_await boost::asio::async_initiate<decltype(token), void()>(std::move(subscribe), token);
  }

 private:
  void on_end(std::function<void()> resume) {
    {
      const std::scoped_lock lock(mutex_);
      if (!has_ended_) return waiting_.push_back(std::move(resume));
    }
    resume();
  }

  void end() {
    std::vector<std::function<void()>> waiting;
    {
      const std::scoped_lock lock(mutex_);
      has_ended_ = true;
      waiting.swap(waiting_);
    }
    for (const auto& resume : waiting) resume();
  }

  std::mutex mutex_;
  bool has_ended_ = false;  ///< guarded by mutex_, like the next member
  std::vector<std::function<void()>> waiting_;
};

}  // namespace vitrine::site
