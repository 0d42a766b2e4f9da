#include <iostream>

#include "cli/command.hpp"
#include "store/dynamodb_store.hpp"
#include "store/sqlite_store.hpp"

namespace vitrine::cli {

namespace {

bool is_dynamodb(const Settings& settings) {
  return settings.store == "dynamodb";
}

store::DynamodbStoreOptions dynamodb_options(const Settings& settings) {
  return {.table = settings.table, .client = {.endpoint = settings.endpoint, .region = settings.region}};
}

Exit create_table(const Settings& settings) {
  if (!is_dynamodb(settings)) {
    std::cerr << "vitrine: only the DynamoDB store has a table; say --store dynamodb\n";
    return Exit::usage;
  }
  if (auto made = store::create_dynamodb_table(dynamodb_options(settings)); !made)
    return report(made.error());
  std::cout << "created table " << settings.table << '\n';
  return Exit::fine;
}

}  // namespace

Result<std::unique_ptr<store::Store>> open_store(const Settings& settings) {
  if (is_dynamodb(settings)) return store::open_dynamodb_store(dynamodb_options(settings));
  if (settings.data.empty()) {
    return Error{ErrorCode::unavailable, "no data folder: HOME is not set; name one with --data"};
  }
  return store::open_sqlite_store(settings.data / "vitrine.sqlite");
}

void add_store(CommandLine& line) {
  const auto action = std::make_shared<std::string>();
  auto& sub = line.add("store", "Set up the store: create-table makes the table of the DynamoDB store",
                       [&line, action] { return create_table(line.settings()); });  // the only action
  sub.add_option("ACTION", *action, "create-table")
      ->required()
      ->check(CLI::IsMember({"create-table"}))
      ->type_name("");
}

}  // namespace vitrine::cli
