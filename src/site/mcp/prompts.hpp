#pragma once
// Prompts: ready-made requests to an assistant, each about one CV.

#include "base/result.hpp"
#include "site/mcp/library.hpp"

namespace vitrine::site::mcp {

/// All prompts, as prompts/list describes them.
Json list_prompts();

/// Whether there is a prompt of that name.
bool is_prompt(std::string_view name);

/// The messages of a prompt, with the CV as the caller may see it. Calls may block (store::Store).
Result<Json> get_prompt(const Library& library, std::string_view name, const Json& arguments);

}  // namespace vitrine::site::mcp
