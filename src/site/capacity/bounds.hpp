#pragma once
// The limits of each route: body size, rate, queue. A route without a row here cannot be added to the site.

#include <cstddef>
#include <span>
#include <string_view>

#include "site/capacity/pools.hpp"

namespace vitrine::site {

/// How often it may be asked for.
enum class Rate {
  none,    ///< answered from memory, or with what the store has under one key
  miss,    ///< `client-rate` of each address, for what memory cannot answer
  person,  ///< `client-rate` of each person
  guess,   ///< attempts of each address at what is guarded: 20 at once, then one in 5 s
};

/// The row of a route.
struct RouteBounds {
  std::string_view method;
  std::string_view pattern;  ///< as the router has it
  /// Bytes; a larger body gets 413 before anything is read of it. 0: not looked at, and at most 16 KiB.
  std::size_t most_body = 0;
  Rate rate = Rate::none;  ///< `person` is counted before the handler is called, the others by it
  /// Where its work waits; null: it has none. A place in it is taken before the handler is called; in those
  /// of pages only once a page turns out not to be in memory.
  const QueueBounds* queue = nullptr;
};

/// All rows.
std::span<const RouteBounds> route_bounds();

/// The row of that route. Throws std::logic_error for one that has none.
const RouteBounds& bounds_of(std::string_view method, std::string_view pattern);

}  // namespace vitrine::site
