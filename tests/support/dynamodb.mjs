// DynamoDB Local as the tests' store: its address, and the program's settings for a new table.

import { randomUUID } from 'node:crypto';

export const endpoint = process.env.VITRINE_TEST_DYNAMODB;

/** The reason why no test can use it here; false if they can. */
export const skip = endpoint ? false : 'VITRINE_TEST_DYNAMODB is not set: tests/dynamodb/start.sh gives its value';

/** The environment of the program for a new table name; the table does not exist yet. */
export function settings() {
  return {
    VITRINE_STORE: 'dynamodb',
    VITRINE_TABLE: `vitrine-test-${randomUUID()}`,
    VITRINE_ENDPOINT: endpoint ?? 'http://127.0.0.1:1',
    VITRINE_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'a-secret-that-nobody-sees',
  };
}
