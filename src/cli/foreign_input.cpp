#include "cli/foreign_input.hpp"

#include <algorithm>

#include "cli/input.hpp"
#include "cv/check.hpp"
#include "cv/findings.hpp"
#include "cv/foreign.hpp"
#include "cv/parse.hpp"
#include "cv/yaml.hpp"

namespace vitrine::cli {

namespace {

bool is_json(std::string_view bytes) {
  const auto begin = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return begin != std::string_view::npos && (bytes[begin] == '{' || bytes[begin] == '[');
}

/// The file's content, whichever of the two languages it is in; nothing, and why on `out`, where it is
/// neither.
std::optional<cv::Json> read_tree(const std::string& bytes, const std::string& path, std::ostream& out) {
  if (is_json(bytes)) {
    cv::Findings findings(bytes);
    auto parsed = cv::parse(bytes, findings);
    const bool is_fine = parsed && !findings.has_errors();
    for (const auto& problem : findings.take()) out << cv::to_line(problem, path) << '\n';
    if (!is_fine) return std::nullopt;
    return std::move(parsed->root);
  }
  auto tree = cv::parse_yaml(bytes);
  if (!tree) {
    out << "vitrine: " << path << ": " << tree.error().message << '\n';
    return std::nullopt;
  }
  return std::move(*tree);
}

std::optional<cv::Document> checked(std::string_view text, const std::string& path, std::ostream& out) {
  auto result = cv::check(text);
  for (const auto& problem : result.problems) out << cv::to_line(problem, path) << '\n';
  return std::move(result.document);
}

std::string names() {
  std::string out;
  for (const auto& info : cv::foreign_formats()) out += (out.empty() ? "" : ", ") + std::string(info.title);
  return out;
}

const cv::ForeignInfo* chosen(const cv::Json& tree, const std::string& from) {
  const auto& all = cv::foreign_formats();
  const auto shape = cv::recognise(tree);
  const auto at = std::ranges::find_if(all, [&](const cv::ForeignInfo& info) {
    return from.empty() ? shape == info.format : info.name == from;
  });
  return at == all.end() ? nullptr : &*at;
}

/// Whether it is not just a JSON Resume. Problems are told once, by the check of what it turns out to be.
bool may_be_foreign(const std::string& bytes, const std::string& path) {
  if (is_json(bytes)) {
    cv::Findings ignored(bytes);
    const auto parsed = cv::parse(bytes, ignored);
    return parsed && cv::recognise(parsed->root);
  }
  if (path.ends_with(".yaml") || path.ends_with(".yml")) return true;
  const auto tree = cv::parse_yaml(bytes);
  return tree && tree->is_object();
}

/// Whether it says nothing of a person.
bool is_blank(const cv::Json& document) {
  return std::ranges::all_of(
      document.items(), [](const auto& member) { return member.key() == "meta" || member.value().empty(); });
}

}  // namespace

std::optional<cv::Document> read_any_document(const std::string& path, const std::string& from,
                                              std::ostream& out) {
  const auto bytes = read_input(path);
  if (!bytes) {
    out << "vitrine: " << bytes.error().message << '\n';
    return std::nullopt;
  }
  if (from.empty() && !may_be_foreign(*bytes, path)) return checked(*bytes, path, out);
  const auto tree = read_tree(*bytes, path, out);
  if (!tree) return std::nullopt;
  const auto* info = chosen(*tree, from);
  if (info == nullptr) {
    const bool is_resume = tree->is_object() && tree->contains("basics");
    if (is_resume) return checked(tree->dump(2) + "\n", path, out);  // a JSON Resume written as YAML
    out << "vitrine: " << path << ": neither JSON Resume nor of " << names()
        << "; if it is of one of them, say which with --from\n";
    return std::nullopt;
  }
  const auto converted = cv::convert(*tree, info->format);
  if (is_blank(converted.document)) {
    out << "vitrine: " << path << ": nothing in it is as " << info->title << " writes it\n";
    return std::nullopt;
  }
  out << path << ": converted from " << info->title;
  out << (converted.lost.empty() ? "; all of it is carried over\n" : "; not carried over:\n");
  for (const auto& lost : converted.lost) {
    out << "  " << lost.pointer << (lost.reason.empty() ? "" : ": " + lost.reason) << '\n';
  }
  return checked(converted.document.dump(2, ' ', false, cv::Json::error_handler_t::replace) + "\n", path,
                 out);
}

}  // namespace vitrine::cli
