import { z } from 'zod';
import { retentionDays, whole, wording } from './fields.ts';

/** As far as a mistake can be told from an address: Amazon SNS asks the address itself before it sends anything else there. */
const address = z
  .string()
  .max(254)
  .regex(/^[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$/, {
    error: wording('which is not an e-mail address', 'Write an address such as genai-on-call@example.com.'),
  });

const thresholdsSchema = z.strictObject({
  blockedCallsPerHour: whole(1, 1_000_000)
    .default(100)
    .describe('Calls an hour that screening blocks, from which somebody should look. Default: 100. Example: 20'),
  capBreachesPerHour: whole(1, 1_000_000)
    .default(100)
    .describe(
      'Calls an hour that a cap on requests, tokens or cost refuses, from which somebody should look. Default: 100. Example: 20',
    ),
  throttlesPerFiveMinutes: whole(1, 1_000_000)
    .default(10)
    .describe(
      'Calls in five minutes that AWS Lambda or Amazon Bedrock throttles, from which somebody should look. Default: 10. Example: 50',
    ),
  errorsPerFiveMinutes: whole(1, 1_000_000)
    .default(5)
    .describe('Answers of status 5xx in five minutes, from which somebody should look. Default: 5. Example: 1'),
  firstTokenSeconds: whole(1, 900)
    .default(20)
    .describe(
      'Seconds until the first part of an answer leaves the hub, for the slowest call in a hundred (p99), from which somebody should look. Default: 20. Example: 8',
    ),
});

export const operationsSchema = z.strictObject({
  alarmAddresses: z
    .array(address.describe('One e-mail address. Example: genai-on-call@example.com'))
    .max(20)
    .default([])
    .describe(
      'Who is told of alarms, by e-mail; each confirms a message that Amazon SNS sends after the deployment. Default: nobody. Example: [genai-on-call@example.com]',
    ),
  thresholds: thresholdsSchema
    .prefault({})
    .describe('From when an alarm rings. Default: see the fields. Example: { firstTokenSeconds: 8 }'),
  trailLogRetentionDays: z
    .literal(retentionDays)
    .default(365)
    .describe(
      'Days for which the audit trail can be searched in CloudWatch Logs. The trail itself is locked in its bucket as long as audit.minimumRetentionDays says. Default: 365. Example: 731',
    ),
});
