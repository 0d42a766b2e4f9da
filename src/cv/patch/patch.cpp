#include "cv/patch/patch.hpp"

#include <algorithm>
#include <charconv>
#include <span>
#include <utility>
#include <vector>

#include "cv/document/findings.hpp"
#include "cv/document/parse.hpp"
#include "cv/document/problem.hpp"

namespace vitrine::cv::patch {

namespace {

constexpr std::size_t kMaxWork = 20'000'000;  ///< steps: members compared, elements moved, values copied
constexpr std::size_t kValueDepth = 2;        ///< a value in a patch is inside a list and an operation

/// Thrown within this file only: a fault deep inside an operation.
struct Refused {
  Fault::Kind kind;
  Message reason;
  std::string member;  ///< the member of the operation at fault; may be empty
};

[[noreturn]] void refuse(Fault::Kind kind, Message reason, std::string member = "") {
  throw Refused{kind, std::move(reason), std::move(member)};
}

/// Limits the work on one patch, so that no patch takes long.
class Work {
 public:
  void take(std::size_t steps) {
    if (steps > left_) refuse(Fault::Kind::too_large, "the patch takes too much work; send it in parts"_msg);
    left_ -= steps;
  }

 private:
  std::size_t left_ = kMaxWork;
};

struct Measure {
  std::size_t bytes = 0;  ///< about its size as text
  std::size_t depth = 0;  ///< nested objects and lists
};

/// The value may be nested as deeply as a patch.
Measure measure(const Json& value) {
  if (value.is_string()) return {value.get_ref<const std::string&>().size() + 3, 0};
  if (!value.is_structured()) return {8, 0};
  Measure out{2, 0};
  for (const auto& [key, member] : value.items()) {
    const auto inner = measure(member);
    out.bytes += inner.bytes + (value.is_object() ? key.size() + 3 : 1);
    out.depth = std::max(out.depth, inner.depth);
  }
  ++out.depth;
  return out;
}

/// JSON values are equal whatever the order of their members (RFC 6902 section 4.6).
bool are_equal(const Json& left, const Json& right, Work& work) {
  work.take(1);
  if (left.is_object() && right.is_object()) {
    if (left.size() != right.size()) return false;
    for (const auto& [key, value] : left.items()) {
      work.take(right.size());
      const auto other = right.find(key);
      if (other == right.end() || !are_equal(value, *other, work)) return false;
    }
    return true;
  }
  if (left.is_array() && right.is_array()) {
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (!are_equal(left[i], right[i], work)) return false;
    }
    return true;
  }
  if (left.is_string() && right.is_string()) work.take(left.get_ref<const std::string&>().size() / 8);
  return left == right;
}

using Tokens = std::vector<std::string>;

/// The tokens of a JSON Pointer (RFC 6901 section 3); nothing if it is none.
std::optional<Tokens> tokens_of(std::string_view pointer) {
  Tokens out;
  if (!pointer.empty() && pointer.front() != '/') return std::nullopt;
  for (std::size_t at = 0; at < pointer.size(); ++at) {
    if (pointer[at] == '/') {
      out.emplace_back();
    } else if (pointer[at] != '~') {
      out.back() += pointer[at];
    } else if (++at < pointer.size() && (pointer[at] == '0' || pointer[at] == '1')) {
      out.back() += pointer[at] == '0' ? '~' : '/';
    } else {
      return std::nullopt;
    }
  }
  return out;
}

std::string pointer_to(const Tokens& tokens, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += '/' + pointer_token(tokens[i]);
  return out;
}

/// An index of a list: digits without leading zeros (RFC 6901 section 4).
std::optional<std::size_t> index_of(std::string_view token) {
  std::size_t index = 0;
  const auto* end = token.data() + token.size();
  const auto [stop, failed] = std::from_chars(token.data(), end, index);
  if (failed != std::errc{} || stop != end || (token.size() > 1 && token.front() == '0')) return std::nullopt;
  return index;
}

/// One operation. `value` points into the patch.
struct Operation {
  std::string op;
  Tokens path;
  Tokens from;
  const Json* value = nullptr;
};

const Json& member(const Json& operation, const char* name) {
  const auto at = operation.find(name);
  if (at == operation.end()) refuse(Fault::Kind::malformed, "the member '{0}' is missing"_msg(name));
  return *at;
}

std::string text(const Json& operation, const char* name) {
  const auto& at = member(operation, name);
  if (!at.is_string()) refuse(Fault::Kind::malformed, "the member '{0}' must be a text"_msg(name), name);
  return at.get<std::string>();
}

Tokens path(const Json& operation, const char* name) {
  auto tokens = tokens_of(text(operation, name));
  if (!tokens) {
    refuse(
        Fault::Kind::malformed,
        "the member '{0}' is no JSON Pointer: each part begins with '/', and '~' is written '~0'"_msg(name),
        name);
  }
  return std::move(*tokens);
}

Operation read_operation(const Json& given) {
  if (!given.is_object()) refuse(Fault::Kind::malformed, "an operation is an object"_msg);
  Operation out{.op = text(given, "op")};
  const bool has_value = out.op == "add" || out.op == "replace" || out.op == "test";
  const bool has_from = out.op == "move" || out.op == "copy";
  if (!has_value && !has_from && out.op != "remove")
    refuse(Fault::Kind::malformed, "'op' must be add, remove, replace, move, copy or test"_msg, "op");
  out.path = path(given, "path");
  if (has_from) out.from = path(given, "from");
  if (has_value) out.value = &member(given, "value");
  return out;
}

/// Applies one operation after the other.
class Patcher {
 public:
  explicit Patcher(Json document) : document_(std::move(document)) {}

  void apply(const Operation& operation) {
    const auto& [op, where, from, value] = operation;
    if (op == "add") {
      add(where, *value, "path");
    } else if (op == "remove") {
      take(where, "path");
    } else if (op == "replace") {
      auto& target = find(where, where.size(), "path");
      check_depth(where, measure(*value));
      target = *value;
    } else if (op == "move") {
      move(from, where);
    } else if (op == "copy") {
      copy(from, where);
    } else if (!are_equal(find(where, where.size(), "path"), *value, work_)) {  // test
      refuse(Fault::Kind::conflict, "another value is at '{0}'"_msg(pointer_to(where, where.size())),
             "value");
    }
  }

  Json result() { return std::move(document_); }

 private:
  static void check_depth(const Tokens& where, const Measure& size) {
    if (where.size() + size.depth > kMaxDepth)
      refuse(Fault::Kind::too_large, "the result is nested too deeply; 64 levels are the most"_msg, "path");
  }

  [[noreturn]] static void nothing_at(const Tokens& tokens, std::size_t count, const char* name) {
    refuse(Fault::Kind::conflict, "nothing is at '{0}'"_msg(pointer_to(tokens, count)), name);
  }

  /// The value that the first `count` tokens lead to.
  Json& find(const Tokens& tokens, std::size_t count, const char* name) {
    Json* at = &document_;
    for (std::size_t i = 0; i < count; ++i) {
      if (at->is_object()) {
        work_.take(at->size());
        const auto next = at->find(tokens[i]);
        if (next == at->end()) nothing_at(tokens, i + 1, name);
        at = &*next;
        continue;
      }
      const auto index = at->is_array() ? index_of(tokens[i]) : std::nullopt;
      if (!index || *index >= at->size()) nothing_at(tokens, i + 1, name);
      at = &(*at)[*index];
    }
    return *at;
  }

  void add(const Tokens& where, Json value, const char* name) {
    check_depth(where, measure(value));
    if (where.empty()) {
      document_ = std::move(value);
      return;
    }
    auto& parent = find(where, where.size() - 1, name);
    const auto& last = where.back();
    work_.take(parent.size());
    if (parent.is_object()) {
      parent[last] = std::move(value);
    } else if (parent.is_array()) {
      const auto index = last == "-" ? std::optional(parent.size()) : index_of(last);
      if (!index || *index > parent.size()) {
        refuse(Fault::Kind::conflict,
               "'{0}' is no place in the list at '{1}', which has {2} entries"_msg(
                   last, pointer_to(where, where.size() - 1), parent.size()),
               name);
      }
      parent.insert(parent.begin() + static_cast<std::ptrdiff_t>(*index), std::move(value));
    } else {
      refuse(Fault::Kind::conflict,
             "the value at '{0}' is neither an object nor a list"_msg(pointer_to(where, where.size() - 1)),
             name);
    }
  }

  /// Removes a value and returns it.
  Json take(const Tokens& where, const char* name) {
    if (where.empty()) refuse(Fault::Kind::conflict, "the whole document cannot be removed"_msg, name);
    auto taken = std::move(find(where, where.size(), name));
    auto& parent = find(where, where.size() - 1, name);
    work_.take(parent.size());
    if (parent.is_object()) {
      parent.erase(where.back());
    } else {
      parent.erase(*index_of(where.back()));
    }
    return taken;
  }

  void move(const Tokens& from, const Tokens& where) {
    const bool is_inside =
        from.size() < where.size() && std::ranges::equal(from, std::span(where).first(from.size()));
    if (is_inside) refuse(Fault::Kind::conflict, "a value cannot move into itself"_msg, "path");
    if (from == where) {
      find(from, from.size(), "from");
      return;
    }
    add(where, take(from, "from"), "path");
  }

  void copy(const Tokens& from, const Tokens& where) {
    const auto& source = find(from, from.size(), "from");
    const auto size = measure(source);
    work_.take(size.bytes);
    copied_ += size.bytes;
    if (copied_ > kMaxCopiedBytes)
      refuse(Fault::Kind::too_large, "the copies are over 1 MiB together; copy less"_msg, "from");
    add(where, Json(source), "path");
  }

  Json document_;
  Work work_;
  std::size_t copied_ = 0;
};

void merge(Json& target, const Json& patch, Work& work) {
  if (!patch.is_object()) {
    target = patch;
    return;
  }
  if (!target.is_object()) target = Json::object();
  for (const auto& [key, value] : patch.items()) {
    work.take(target.size() + 1);
    if (value.is_null()) {
      target.erase(key);
    } else {
      merge(target[key], value, work);
    }
  }
}

std::string member_text(const Json& operation, const char* name) {
  const auto at = operation.is_object() ? operation.find(name) : operation.end();
  if (!operation.is_object() || at == operation.end() || !at->is_string()) return {};
  constexpr std::size_t kMost = 200;
  return at->get_ref<const std::string&>().substr(0, kMost);
}

/// Calls `work` with each operation, until one is refused.
template <class Call>
std::optional<Fault> first_fault(const Json& patch, Call work) {
  for (std::size_t i = 0; i < patch.size(); ++i) {
    try {
      work(patch[i]);
    } catch (const Refused& refused) {
      const auto pointer = '/' + std::to_string(i);
      return Fault{.kind = refused.kind,
                   .index = i,
                   .op = member_text(patch[i], "op"),
                   .path = member_text(patch[i], "path"),
                   .pointer = refused.member.empty() ? pointer : pointer + '/' + refused.member,
                   .reason = refused.reason};
    }
  }
  return std::nullopt;
}

Outcome failed(Fault fault) {
  return {.value = std::nullopt, .fault = std::move(fault)};
}

}  // namespace

std::string to_line(const Fault& fault) {
  if (!fault.index) return fault.reason.text();
  auto out = "operation " + std::to_string(*fault.index);
  if (!fault.op.empty()) out += " (" + fault.op + (fault.path.empty() ? "" : " " + fault.path) + ")";
  return out + ": " + fault.reason.text();
}

Outcome read_patch(std::string_view bytes, std::size_t max_bytes) {
  if (bytes.size() > max_bytes) {
    return failed({.kind = Fault::Kind::too_large,
                   .reason = "the patch has {0} bytes; {1} is the most"_msg(bytes.size(), max_bytes)});
  }
  // As the only member of an object, so that the reader of documents reads it. The line feed keeps columns.
  const auto text = "{\"\":\n" + std::string(bytes) + "\n}";
  Findings findings(text);
  auto parsed = parse(text, findings, text.size(), kMaxDepth + 1 + kValueDepth);
  if (findings.has_errors() || !parsed) {
    const auto first = findings.take().front();
    const auto line = first.line > 1 ? first.line - 1 : first.line;
    return failed({.reason = "line {0}, column {1}: expected {2}, found {3}"_msg(
                       line, first.column, first.expected, first.found)});
  }
  if (parsed->root.size() != 1) return failed({.reason = "more than one JSON value is in the patch"_msg});
  return {.value = std::move(parsed->root.begin().value()), .fault = {}};
}

std::optional<Fault> fault_of_json_patch(const Json& patch) {
  if (!patch.is_array()) return Fault{.reason = "a JSON Patch is a list of operations"_msg};
  if (patch.size() > kMaxOperations) {
    return Fault{.kind = Fault::Kind::too_large,
                 .reason = "the patch has {0} operations; {1} is the most"_msg(patch.size(), kMaxOperations)};
  }
  return first_fault(patch, [](const Json& one) { read_operation(one); });
}

Outcome apply_json_patch(Json document, const Json& patch) {
  if (auto fault = fault_of_json_patch(patch)) return failed(std::move(*fault));
  Patcher patcher(std::move(document));
  if (auto fault = first_fault(patch, [&](const Json& one) { patcher.apply(read_operation(one)); }))
    return failed(std::move(*fault));
  return {.value = patcher.result(), .fault = {}};
}

Outcome apply_merge_patch(Json document, const Json& patch) {
  try {
    Work work;
    merge(document, patch, work);
  } catch (const Refused& refused) {
    return failed({.kind = refused.kind, .reason = refused.reason});
  }
  return {.value = std::move(document), .fault = {}};
}

Outcome apply_any_patch(Json document, const Json& patch) {
  return patch.is_array() ? apply_json_patch(std::move(document), patch)
                          : apply_merge_patch(std::move(document), patch);
}

std::string written_like(const Json& document, std::string_view before) {
  const auto replace = Json::error_handler_t::replace;
  const auto line = before.find('\n');
  const auto first = line == std::string_view::npos ? line : before.find_first_not_of(" \t\r\n", line);
  if (first == std::string_view::npos) return document.dump(-1, ' ', false, replace);
  const auto indent = before.substr(before.rfind('\n', first) + 1, first - before.rfind('\n', first) - 1);
  constexpr std::size_t kMostIndent = 8;
  const bool is_tab = indent.starts_with('\t');
  const auto width = is_tab ? std::size_t{1} : std::clamp(indent.size(), std::size_t{0}, kMostIndent);
  auto out = document.dump(static_cast<int>(width), is_tab ? '\t' : ' ', false, replace);
  if (before.ends_with('\n')) out += '\n';
  return out;
}

}  // namespace vitrine::cv::patch
