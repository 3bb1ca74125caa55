import { DynamodbLedger } from '../../../hub/cost/dynamodb-ledger.ts';
import { describeLedger } from '../gateway/ledger.contract.ts';
import { ledgerTable, startDynamodb } from './dynamodb-server.ts';

describeLedger(
  'DynamodbLedger',
  async () => {
    const { client, close } = await startDynamodb(ledgerTable);
    return { ledger: new DynamodbLedger({ client, tableName: 'ledger' }), close };
  },
  8,
);
