#pragma once
// The limits of each route: body size, rate, queue. A route without a row here cannot be added to the site.

#include <cstddef>
#include <span>
#include <string_view>

#include "site/capacity/pools.hpp"

namespace vitrine::site {

/// The rate limit of a route.
enum class Rate {
  none,    ///< no limit: answered from memory, or with one lookup in the store
  miss,    ///< `client-rate` per address, for content that is not in memory
  person,  ///< `client-rate` per person
  guess,   ///< attempts per address at guarded content: 20 at once, then one in 5 s
};

/// The limits of one route.
struct RouteBounds {
  std::string_view method;
  std::string_view pattern;  ///< the router's pattern
  /// Bytes; a larger body gets 413 before any of it is read. 0: the body is ignored, and may have 16 KiB.
  std::size_t most_body = 0;
  Rate rate = Rate::none;  ///< `person` is counted before the handler is called; the handler counts the
                           ///< others
  /// The queue of its work; null: no queue. Its place is taken before the handler is called; for pages only
  /// if the page is not in memory.
  const QueueBounds* queue = nullptr;
};

/// All rows.
std::span<const RouteBounds> route_bounds();

/// The row of that route. Throws std::logic_error if it has none.
const RouteBounds& bounds_of(std::string_view method, std::string_view pattern);

}  // namespace vitrine::site
