#include <iostream>

#include "cli/command.hpp"
#include "store/dynamodb/store.hpp"
#include "store/sqlite/store.hpp"

namespace vitrine::cli {

namespace {

bool is_dynamodb(const Settings& settings) {
  return settings.store == "dynamodb";
}

store::dynamodb::DynamodbStoreOptions dynamodb_options(const Settings& settings,
                                                       store::Summarizer summarizer = {}) {
  return {.table = settings.table,
          .client = {.endpoint = settings.endpoint, .region = settings.region},
          .summarizer = std::move(summarizer)};
}

Exit create_table(const Settings& settings, bool if_missing) {
  if (!is_dynamodb(settings)) {
    return misused("only the DynamoDB store has a table; say --store dynamodb"_msg);
  }
  const auto made = store::dynamodb::create_dynamodb_table(dynamodb_options(settings));
  if (!made && if_missing && made.error().code == ErrorCode::conflict) {
    std::cout << said("table {0} was there"_msg(settings.table)) << '\n';
    return Exit::fine;
  }
  if (!made) return report(made.error());
  std::cout << said("created table {0}"_msg(settings.table)) << '\n';
  return Exit::fine;
}

}  // namespace

std::string_view store_name(const Settings& settings) {
  return is_dynamodb(settings) ? "DynamoDB" : "SQLite";
}

Result<std::unique_ptr<store::Store>> open_store(const Settings& settings,
                                                 const store::Summarizer& summarizer) {
  if (is_dynamodb(settings))
    return store::dynamodb::open_dynamodb_store(dynamodb_options(settings, summarizer));
  if (settings.data.empty()) {
    return Error{ErrorCode::unavailable, "no data folder: HOME is not set; name one with --data"_msg};
  }
  return store::sqlite::open_sqlite_store(settings.data / "vitrine.sqlite", summarizer);
}

void add_store(CommandLine& line) {
  struct StoreOptions {
    std::string action;
    bool if_missing = false;
  };
  const auto options = std::make_shared<StoreOptions>();
  auto& sub = line.add("store", "Set up the store: create-table makes the table of the DynamoDB store",
                       [&line, options] {  // the only action
                         return create_table(line.settings(), options->if_missing);
                       });
  sub.add_flag("--if-missing", options->if_missing, "A table that is there already is no error");
  sub.add_option("ACTION", options->action, "create-table")
      ->required()
      ->check(CLI::IsMember({"create-table"}))
      ->type_name("");
}

}  // namespace vitrine::cli
