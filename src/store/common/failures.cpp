#include "store/common/failures.hpp"

#include <string>

namespace vitrine::store {

Error no_documents_yet() {
  return {ErrorCode::not_found, "no CV is stored yet; add one first"};
}

Error no_document(std::string_view slug) {
  return {ErrorCode::not_found, "there is no CV '" + std::string(slug) + "'"};
}

Error no_version(std::string_view slug, Version version) {
  return {ErrorCode::not_found,
          "there is no version " + std::to_string(version) + " of '" + std::string(slug) + "'"};
}

Error no_record(std::string_view kind, std::string_view key) {
  return {ErrorCode::not_found, "there is no " + std::string(kind) + " '" + std::string(key) + "'"};
}

Error slug_taken(std::string_view slug) {
  return {ErrorCode::conflict, "there is a CV '" + std::string(slug) +
                                   "' already; choose another name, or save a new version of it"};
}

Error conflict(std::string_view slug, Version current) {
  return {ErrorCode::conflict, "somebody else has saved '" + std::string(slug) + "' since: version " +
                                   std::to_string(current) +
                                   " is current; read it again and repeat the edit"};
}

Error record_changed(std::string_view kind, std::string_view key) {
  return {ErrorCode::conflict,
          "the " + std::string(kind) + " '" + std::string(key) + "' was changed meanwhile"};
}

Result<void> check_slug(std::string_view slug) {
  if (is_slug(slug)) return {};
  return Error{ErrorCode::invalid,
               "'" + std::string(slug) + "' is no slug: 1 to 64 of a-z, 0-9 and single '-' between them"};
}

}  // namespace vitrine::store
