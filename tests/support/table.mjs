// Direct access to a DynamoDB table, bypassing the program: its items, and items that another version might have
// written.

/** `call(operation, request)` on the DynamoDB at `endpoint`, which must be DynamoDB Local: it checks no signature. */
export function tableAt(endpoint, name) {
  const call = async (operation, request) => {
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        authorization:
          'AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify({ TableName: name, ...request }),
    });
    const body = await answer.json();
    if (!answer.ok) throw new Error(`${operation}: ${JSON.stringify(body)}`);
    return body;
  };
  return {
    async items() {
      const items = [];
      let ExclusiveStartKey;
      do {
        const page = await call('Scan', ExclusiveStartKey ? { ExclusiveStartKey } : {});
        items.push(...page.Items);
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      return items;
    },
    put: (item) => call('PutItem', { Item: item }),
    get: async (PK, SK) =>
      (await call('GetItem', { Key: { PK: { S: PK }, SK: { S: SK } }, ConsistentRead: true })).Item,
  };
}
