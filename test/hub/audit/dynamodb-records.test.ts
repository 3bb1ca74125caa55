import { DynamodbRecords } from '../../../hub/audit/dynamodb-records.ts';
import { recordsTable, startDynamodb } from '../cost/dynamodb-server.ts';
import { describeRecords, recordsNow } from '../gateway/records.contract.ts';

describeRecords('DynamodbRecords', async () => {
  const { client, close } = await startDynamodb(recordsTable);
  const clock = { now: () => recordsNow };
  return { records: new DynamodbRecords({ client, tableName: 'records', clock }), close };
});
