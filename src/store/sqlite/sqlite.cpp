#include "store/sqlite/sqlite.hpp"

#include <bit>
#include <stdexcept>

#include "base/encoding.hpp"

namespace vitrine::store::sqlite {

Error last_error(sqlite3* database) {
  const std::string reason = sqlite3_errmsg(database);
  switch (sqlite3_errcode(database) & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::unavailable, "the store is busy with another save; try again"_msg};
    case SQLITE_FULL:
      return {ErrorCode::unavailable, "the disk of the store is full; free some space and try again"_msg};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorCode::unavailable,
              "the store cannot be written ({0}); check the data folder's permissions"_msg(reason)};
    case SQLITE_CANTOPEN:
      return {ErrorCode::unavailable,
              "the store cannot be opened ({0}); check the data folder's permissions"_msg(reason)};
    case SQLITE_IOERR:
      if (const int code = sqlite3_extended_errcode(database);
          code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_SHMSIZE || code == SQLITE_IOERR_TRUNCATE)
        return {ErrorCode::unavailable,
                "the store cannot be written ({0}); check the disk, and that its files may grow "
                "(ulimit -f)"_msg(reason)};
      [[fallthrough]];
    case SQLITE_NOMEM:
      return {ErrorCode::unavailable, "the store cannot be read or written ({0})"_msg(reason)};
    case SQLITE_NOTADB:
      return {ErrorCode::invalid, "the file is not a Vitrine store"_msg};
    case SQLITE_CORRUPT:
      return {ErrorCode::internal, Message::as_is("the store is damaged (" + reason + "); restore a backup")};
    default:
      return {ErrorCode::internal, Message::as_is("the store failed: " + reason)};
  }
}

Statement::Statement(sqlite3_stmt* statement)
    : statement_(statement),
      parameters_((std::uint64_t{1} << static_cast<unsigned>(sqlite3_bind_parameter_count(statement))) - 1),
      unbound_(parameters_) {}

int Statement::index_of(const char* name) {
  const int index = sqlite3_bind_parameter_index(statement_.get(), name);
  if (index == 0)
    throw std::logic_error("there is no parameter " + std::string(name) +
                           " in: " + sqlite3_sql(statement_.get()));
  unbound_ &= ~(std::uint64_t{1} << static_cast<unsigned>(index - 1));
  return index;
}

Statement& Statement::bind(const char* name, std::string_view text) {
  sqlite3_bind_text64(statement_.get(), index_of(name), text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_blob(const char* name, std::string_view bytes) {
  sqlite3_bind_blob64(statement_.get(), index_of(name), bytes.empty() ? "" : bytes.data(), bytes.size(),
                      SQLITE_STATIC);
  return *this;
}

Statement& Statement::bind(const char* name, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), index_of(name), value);
  return *this;
}

Result<bool> Statement::step() {
  if (unbound_ != 0) {
    const auto* name = sqlite3_bind_parameter_name(statement_.get(), std::countr_zero(unbound_) + 1);
    throw std::logic_error("the parameter " + std::string(name == nullptr ? "?" : name) +
                           " is not bound in: " + sqlite3_sql(statement_.get()));
  }
  const int status = sqlite3_step(statement_.get());
  if (status == SQLITE_ROW) return true;
  if (status == SQLITE_DONE) return false;
  return last_error(sqlite3_db_handle(statement_.get()));
}

Result<void> Statement::run() {
  if (const auto done = step(); !done) return done.error();
  return {};
}

std::string Statement::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return bytes == nullptr ? std::string{} : std::string(bytes, size);
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  unbound_ = parameters_;
}

Result<Database> Database::open(const std::filesystem::path& file, Mode mode) {
  sqlite3* raw = nullptr;
  auto name = file.string();
  if (mode == Mode::unchanging) {  // https://www.sqlite.org/uri.html
    name = "file:";
    for (const char c : std::filesystem::absolute(file).string())
      name += c == '/' ? "/" : base::percent_encode(std::string_view(&c, 1));
    name += "?immutable=1";
  }
  const int access =
      mode == Mode::read_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  const int as_uri = mode == Mode::unchanging ? SQLITE_OPEN_URI : 0;
  // Each connection has one user at a time, ensured by this program's own locks.
  const int status = sqlite3_open_v2(name.c_str(), &raw, access | as_uri | SQLITE_OPEN_NOMUTEX, nullptr);
  Database database(raw);
  if (status != SQLITE_OK) return last_error(raw);
  constexpr int kBusyMilliseconds = 5000;
  sqlite3_busy_timeout(raw, kBusyMilliseconds);
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  return database;
}

Result<void> Database::run(const char* sql) {
  if (sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) return last_error(handle());
  return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* raw = nullptr;
  const int status = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
  if (status != SQLITE_OK) return last_error(handle());
  return Statement(raw);
}

Result<std::int64_t> Database::integer(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return statement.error();
  const auto row = statement->step();
  if (!row) return row.error();
  return *row ? statement->integer(0) : 0;
}

}  // namespace vitrine::store::sqlite
