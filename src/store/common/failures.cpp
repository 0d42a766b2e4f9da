#include "store/common/failures.hpp"

#include <string>

namespace vitrine::store {

Error no_documents_yet() {
  return {ErrorCode::not_found, "no CV is stored yet; add one first"_msg};
}

Error no_document(std::string_view slug) {
  return {ErrorCode::not_found, "there is no CV '{0}'"_msg(slug)};
}

Error no_version(std::string_view slug, Version version) {
  return {ErrorCode::not_found, "there is no version {0} of '{1}'"_msg(version, slug)};
}

Error no_record(std::string_view kind, std::string_view key) {
  return {ErrorCode::not_found, "there is no {0} '{1}'"_msg(kind, key)};
}

Error slug_taken(std::string_view slug) {
  return {ErrorCode::conflict,
          "there is a CV '{0}' already; choose another name, or save a new version of it"_msg(slug)};
}

Error conflict(std::string_view slug, Version current) {
  return {ErrorCode::conflict,
          "somebody else has saved '{0}' since: version {1} is current; read it again and "
          "repeat the edit"_msg(slug, current)};
}

Error record_changed(std::string_view kind, std::string_view key) {
  return {ErrorCode::conflict, "the {0} '{1}' was changed meanwhile"_msg(kind, key)};
}

Result<void> check_slug(std::string_view slug) {
  if (is_slug(slug)) return {};
  return Error{ErrorCode::invalid,
               "'{0}' is no slug: 1 to 64 of a-z, 0-9 and single '-' between them"_msg(slug)};
}

}  // namespace vitrine::store
