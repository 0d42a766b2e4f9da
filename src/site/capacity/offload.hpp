#pragma once
// Runs blocking work on threads other than the serving ones.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <type_traits>
#include <utility>

namespace vitrine::site {

/// Runs `work` on the pool; the awaiting coroutine then continues on its own executor. Exceptions propagate.
/// Pass a named object, moved: g++ 12 destroys a closure twice if it is made within the co_await expression.
template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work&>> offload(boost::asio::thread_pool& pool, Work work) {
  using Outcome = std::invoke_result_t<Work&>;
  // The inner coroutine owns the work, so that it outlives a cancelled caller.
  auto run = [](Work owned) -> boost::asio::awaitable<Outcome> { co_return owned(); };
  co_return co_await boost::asio::co_spawn(pool.get_executor(), run(std::move(work)),
                                           boost::asio::use_awaitable);
}

}  // namespace vitrine::site
