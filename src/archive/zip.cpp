#include "archive/zip.hpp"

#include <zip.h>

#include <memory>

namespace vitrine::archive {

namespace {

Error failure(const std::string& what, zip_error_t* error) {
  return {ErrorCode::internal, Message::as_is(what + ": " + zip_error_strerror(error))};
}

struct Closer {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};

Result<void> add(zip_t* archive, const std::string& name, const std::string& content) {
  auto* source = zip_source_buffer(archive, content.data(), content.size(), 0);
  if (source == nullptr) return failure("cannot pack " + name, zip_get_error(archive));
  const auto index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    return failure("cannot pack " + name, zip_get_error(archive));
  }
  constexpr zip_uint16_t kFirstDay = 0x0021;  // 1980-01-01 in MS-DOS form
  zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, kFirstDay, 0);
  return {};
}

Result<std::string> content_of(zip_source_t* source) {
  if (zip_source_open(source) != 0) return failure("cannot read an archive", zip_source_error(source));
  zip_source_seek(source, 0, SEEK_END);
  const auto size = zip_source_tell(source);
  zip_source_seek(source, 0, SEEK_SET);
  std::string out(size > 0 ? static_cast<std::size_t>(size) : 0, '\0');
  const auto read = zip_source_read(source, out.data(), out.size());
  zip_source_close(source);
  if (read != size) return Error{ErrorCode::internal, Message::as_is("an archive cannot be read to its end")};
  return out;
}

}  // namespace

Result<std::string> zip(const std::vector<std::pair<std::string, std::string>>& files) {
  zip_error_t error;
  zip_error_init(&error);
  const std::unique_ptr<zip_source_t, Closer> source(zip_source_buffer_create(nullptr, 0, 0, &error));
  if (source == nullptr) return failure("cannot make an archive", &error);
  std::unique_ptr<zip_t, Closer> archive(zip_open_from_source(source.get(), ZIP_TRUNCATE, &error));
  if (archive == nullptr) return failure("cannot make an archive", &error);
  zip_source_keep(source.get());  // the archive owns the other reference and frees it
  for (const auto& [name, content] : files) {
    if (const auto added = add(archive.get(), name, content); !added) return added.error();
  }
  auto* const whole = archive.release();
  if (zip_close(whole) != 0) {  // on success, closing has freed it
    auto error_of_closing = failure("cannot close an archive", zip_get_error(whole));
    zip_discard(whole);
    return error_of_closing;
  }
  return content_of(source.get());
}

}  // namespace vitrine::archive
