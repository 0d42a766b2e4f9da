#include <iostream>

#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/foreign_input.hpp"
#include "cli/link_check.hpp"
#include "cv/document/problem.hpp"
#include "messages/catalogue.hpp"
#include "render/html/web_links.hpp"

namespace vitrine::cli {

namespace {

struct ValidateOptions {
  std::vector<std::string> files;
  bool has_links = false;  ///< whether links are checked
  std::vector<std::string> link_check_allow;
};

/// Whether readers who follow the link find nothing.
bool is_lost(const net::LinkFinding& finding) {
  return finding.state == net::LinkState::dead || finding.state == net::LinkState::unreachable;
}

/// Whether the finding needs an action, or is uncertain.
bool is_worth_a_line(const net::LinkFinding& finding) {
  if (finding.state == net::LinkState::redirected) return finding.is_permanent;
  return finding.state != net::LinkState::ok;
}

/// Prints a line for each place of a link with a finding. Returns whether no link is lost, as far as known.
bool check_links(const std::string& file, const cv::Document& document,
                 const net::LinkCheckOptions& options) {
  const auto links = render::html::web_links(document.root);
  std::vector<std::string> urls;
  urls.reserve(links.size());
  for (const auto& link : links) urls.push_back(link.url);
  const auto found = net::check_links(urls, options);
  bool is_fine = true;
  for (std::size_t i = 0; i < found.size(); ++i) {
    is_fine = is_fine && !is_lost(found[i]);
    if (!is_worth_a_line(found[i])) continue;
    for (const auto& pointer : links[i].pointers) {
      const cv::Problem problem{.severity = is_lost(found[i]) ? cv::Severity::error : cv::Severity::notice,
                                .pointer = pointer,
                                .expected = "a link that works"_msg,
                                .found = "{0}, {1}"_msg(found[i].url, net::describe(found[i]))};
      std::cout << cv::to_line(problem, file, messages::into(messages::language_of_environment())) << '\n';
    }
  }
  return is_fine;
}

Exit validate(const ValidateOptions& options) {
  auto link_options = link_check_options(options.link_check_allow);
  if (!link_options) {
    return misused(link_options.error().message);
  }
  link_options->timeout = std::chrono::minutes(10);  // the person who runs the command waits, and can stop it
  auto exit = Exit::fine;
  for (const auto& input : read_inputs(options.files)) {
    const auto& file = input.name;
    const auto document = read_any_document(input, "", std::cout);
    if (!document) {
      exit = Exit::input;
      continue;
    }
    std::cout << base::printable_line(file) << ": " << said("a valid CV"_msg) << '\n';
    if (options.has_links && !check_links(file, *document, *link_options)) exit = Exit::input;
  }
  return exit;
}

}  // namespace

void add_validate(CommandLine& line) {
  const auto options = std::make_shared<ValidateOptions>();
  auto& sub = line.add("validate", "Check files and report every problem at once",
                       [options] { return validate(*options); });
  sub.add_option("FILE", options->files,
                 "JSON Resume files, other programs', or PDFs of CVs; - is standard input")
      ->required()
      ->type_name("");
  sub.add_flag(
      "--links", options->has_links,
      "Ask the servers that links lead to, too; one that is dead or that nobody answers is an error");
  add_link_check_allow(sub, options->link_check_allow);
}

}  // namespace vitrine::cli
