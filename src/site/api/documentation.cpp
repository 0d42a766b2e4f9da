// The API's documentation as a page, generated from its contract.

#include <map>
#include <string>

#include "base/resources.hpp"
#include "cv/formats/yaml.hpp"
#include "render/common/escape.hpp"
#include "render/html/html.hpp"
#include "site/answers/failures.hpp"
#include "site/api/api.hpp"

namespace vitrine::site::api {

namespace asio = boost::asio;

namespace {

using Node = cv::Json;
using render::escaped;

std::string member(const Node& node, const char* name) {
  const auto at = node.find(name);
  return at != node.end() && at->is_string() ? at->get<std::string>() : std::string();
}

/// `node`, or the target of its $ref.
const Node& followed(const Node& contract, const Node& node) {
  const auto reference = member(node, "$ref");
  return reference.empty() ? node : contract.at(Node::json_pointer(reference.substr(1)));
}

std::string code(std::string_view text) {
  return "<code>" + escaped(text) + "</code>";
}

/// The type that a schema describes, as HTML; another schema becomes a link to its place on the page.
std::string kind_of(const Node& schema) {
  if (const auto reference = member(schema, "$ref"); !reference.empty()) {
    const auto name = reference.substr(reference.rfind('/') + 1);
    return "<a href=\"#" + escaped(name) + "\">" + escaped(name) + "</a>";
  }
  std::string out;
  const auto add = [&](const std::string& one) { out += (out.empty() ? "" : " or ") + one; };
  if (const auto values = schema.find("enum"); values != schema.end()) {
    for (const auto& one : *values) add(code(one.is_string() ? one.get<std::string>() : one.dump()));
    return out;
  }
  const auto add_type = [&](const std::string& type) {
    if (type == "array" && schema.contains("items")) return add("list of " + kind_of(schema["items"]));
    const auto members = schema.find("properties");
    if (type != "object" || members == schema.end()) return add(type);
    std::string names;
    for (const auto& [name, value] : members->items()) names += (names.empty() ? "" : ", ") + code(name);
    add("object with " + names);
  };
  if (const auto type = schema.find("type"); type != schema.end() && type->is_array()) {
    for (const auto& one : *type) add_type(one.get<std::string>());
  } else if (type != schema.end()) {
    add_type(type->get<std::string>());
  }
  if (const auto format = member(schema, "format"); !format.empty()) out += " (" + escaped(format) + ")";
  return out.empty() ? "any value" : out;
}

std::string described(std::string_view name, const std::string& kind, std::string_view note,
                      const std::string& text) {
  return "<dt>" + code(name) + "</dt><dd>" + kind + (note.empty() ? "" : ", " + std::string(note)) +
         (text.empty() ? "" : ". " + escaped(text)) + "</dd>\n";
}

std::string parameters_of(const Node& contract, const Node& holder) {
  std::string out;
  const auto list = holder.find("parameters");
  if (list == holder.end()) return out;
  for (const auto& one : *list) {
    const auto& parameter = followed(contract, one);
    const auto note =
        "in the " + member(parameter, "in") + (parameter.value("required", false) ? ", required" : "");
    out += described(member(parameter, "name"), kind_of(parameter.value("schema", Node::object())), note,
                     member(parameter, "description"));
  }
  return out;
}

/// The content of a body or an answer: its media types, and the type of each.
std::string content_of(const Node& holder) {
  std::string out;
  const auto content = holder.find("content");
  if (content == holder.end()) return out;
  for (const auto& [type, media] : content->items()) {
    out += (out.empty() ? "" : ", ") + code(type);
    if (media.contains("schema")) out += " " + kind_of(media["schema"]);
  }
  return out;
}

std::string operation(const Node& contract, const Node& path, const std::string& address,
                      const std::string& method, const Node& details) {
  std::string verb(method);
  for (auto& letter : verb) letter = static_cast<char>(letter - 'a' + 'A');
  auto out = "<h3 id=\"" + escaped(member(details, "operationId")) + "\">" +
             escaped(member(details, "summary")) + "</h3>\n<p>" + code(verb + " " + address) + "</p>\n";
  if (const auto text = member(details, "description"); !text.empty())
    out += "<p>" + escaped(text) + "</p>\n";
  auto rows = parameters_of(contract, path) + parameters_of(contract, details);
  if (const auto body = details.find("requestBody"); body != details.end()) {
    const auto& sent = followed(contract, *body);
    const auto text = member(sent, "description");
    rows += "<dt>body</dt><dd>" + content_of(sent) + (text.empty() ? "" : ". " + escaped(text)) + "</dd>\n";
  }
  if (const auto answers = details.find("responses"); answers != details.end()) {
    for (const auto& [status, answer] : answers->items()) {
      if (status == "default") continue;  // a problem; the beginning of the page describes all errors
      const auto& given = followed(contract, answer);
      const auto content = content_of(given);
      rows += "<dt>" + escaped(status) + "</dt><dd>" + escaped(member(given, "description")) +
              (content.empty() ? "" : " " + content) + "</dd>\n";
    }
  }
  return out + "<dl>\n" + rows + "</dl>\n";
}

std::string schema_of(const std::string& name, const Node& schema) {
  auto out = "<h3 id=\"" + escaped(name) + "\">" + escaped(name) + "</h3>\n";
  const auto text = member(schema, "description");
  const auto properties = schema.find("properties");
  out += "<p>" + (properties == schema.end() ? kind_of(schema) : "object") +
         (text.empty() ? "" : ". " + escaped(text)) + "</p>\n";
  if (properties == schema.end()) return out;
  out += "<dl>\n";
  for (const auto& [field, details] : properties->items())
    out += described(field, kind_of(details), "", member(details, "description"));
  return out + "</dl>\n";
}

/// All operations by tag, then the schemas.
std::string reference(const Node& contract) {
  std::map<std::string, std::string> by_tag;
  for (const auto& [address, path] : contract.at("paths").items()) {
    for (const auto& [method, details] : path.items()) {
      if (method == "parameters") continue;
      by_tag[details.at("tags").at(0).get<std::string>()] +=
          operation(contract, path, "/api/v1" + address, method, details);
    }
  }
  std::string out = "<p>";
  for (const auto& tag : contract.at("tags")) {
    const auto name = escaped(member(tag, "name"));
    out += "<a href=\"#" + name + "\">" + name + "</a>, ";
  }
  out += "<a href=\"#schemas\">schemas</a></p>\n";
  for (const auto& tag : contract.at("tags")) {
    const auto name = member(tag, "name");
    out += "<h2 id=\"" + escaped(name) + "\">" + escaped(name) + "</h2>\n<p>" +
           escaped(member(tag, "description")) + "</p>\n" + by_tag[name];
  }
  out += "<h2 id=\"schemas\">schemas</h2>\n";
  for (const auto& [name, schema] : contract.at("components").at("schemas").items())
    out += schema_of(name, schema);
  return out;
}

render::html::HtmlPage documentation() {
  const auto contract = cv::formats::parse_yaml(base::find_resource("schema/openapi.yaml").value()).value();
  const auto text = "# The API\n\n" + member(contract.at("info"), "summary") + "\n\n" +
                    member(contract.at("info"), "description") + "\n\n{reference}\n";
  return render::html::html_article({.language = "en",
                                     .title = "The API",
                                     .markdown = text,
                                     .inserts = {{"reference", reference(contract)}},
                                     .links = {{"The contract (OpenAPI 3.1)", "/api/v1/openapi.yaml", ""},
                                               {"The schema of a CV", "/api/v1/schema", ""},
                                               {"About this project", "/about", ""}}});
}

}  // namespace

void add_api_documentation(Routes& routes) {
  routes.add("GET", "/api/", auth::Demand::nothing,
             [](const RequestContext&) -> asio::awaitable<http::Response> {
               static const auto page = documentation();
               auto response = html_answer(200, page.html, page.content_security_policy);
               response.set("Cache-Control", "public, no-cache");
               co_return response;
             });
}

}  // namespace vitrine::site::api
