#pragma once
// The arguments of a tool or a prompt: reads them with type checks, and reports every fault.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "site/mcp/json_rpc.hpp"

namespace vitrine::site::mcp {

class Arguments {
 public:
  /// `names` are all allowed members of `given`, which must outlive it.
  Arguments(const Json& given, std::initializer_list<std::string_view> names);

  /// A text of at most `most` characters (code points); "" if it is absent.
  std::string text(const char* name, std::size_t most = 200);
  /// The same for one that must be there and not be empty.
  std::string required_text(const char* name, std::size_t most = 200);
  /// An integer from `least` to `most`; `fallback` if it is absent.
  std::uint64_t number(const char* name, std::uint64_t fallback, std::uint64_t least, std::uint64_t most);
  /// true or false; false if it is absent.
  bool flag(const char* name);
  /// The value, or null.
  const Json* value(const char* name) const;

  void wrong(std::string_view name, std::string_view expected);
  /// All faults in one line; empty: none.
  [[nodiscard]] const std::string& faults() const { return faults_; }

  /// The error that says them: `invalid`.
  [[nodiscard]] Error refusal() const { return {ErrorCode::invalid, Message::as_is(faults_)}; }

 private:
  const Json& given_;
  std::string faults_;
};

}  // namespace vitrine::site::mcp
