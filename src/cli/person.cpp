#include "cli/person.hpp"

#include "auth/policy/visitor.hpp"

namespace vitrine::cli {

Result<std::string> parse_email(std::string_view option, const std::string& text) {
  if (!auth::is_email(text))
    return Error{ErrorCode::invalid, "{0} '{1}' is no e-mail address"_msg(option, text)};
  return auth::lower_email(text);
}

}  // namespace vitrine::cli
