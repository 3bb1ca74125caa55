import { DataIdentifier, DataProtectionPolicy, type LogGroupProps } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { partitionHas } from '../network/partition-features.ts';

/**
 * Secrets, and what names a person or an account, of the kinds that CloudWatch Logs knows in any language.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protect-sensitive-log-data-types.html
 */
const identifiers = [
  DataIdentifier.AWSSECRETKEY,
  DataIdentifier.OPENSSHPRIVATEKEY,
  DataIdentifier.PGPPRIVATEKEY,
  DataIdentifier.PKCSPRIVATEKEY,
  DataIdentifier.PUTTYPRIVATEKEY,
  DataIdentifier.CREDITCARDNUMBER,
  DataIdentifier.CREDITCARDSECURITYCODE,
  DataIdentifier.BANKACCOUNTNUMBER_DE,
  DataIdentifier.BANKACCOUNTNUMBER_ES,
  DataIdentifier.BANKACCOUNTNUMBER_FR,
  DataIdentifier.BANKACCOUNTNUMBER_GB,
  DataIdentifier.BANKACCOUNTNUMBER_IT,
  DataIdentifier.BANKACCOUNTNUMBER_US,
  DataIdentifier.EMAILADDRESS,
  DataIdentifier.IPADDRESS,
  DataIdentifier.SSN_US,
] as const;

/**
 * Content does not belong into logs, and nothing here writes it there. Should a library do so one day, CloudWatch Logs masks it as it arrives and counts it (`LogEventsWithFindings`). A property for a log group.
 *
 * @example new LogGroup(this, 'Log', { retention, ...maskedLogs(this, hub.partition) });
 */
export function maskedLogs(
  scope: Construct,
  partition: HubPolicy['partition'],
): Pick<LogGroupProps, 'dataProtectionPolicy'> {
  if (!partitionHas('log-data-protection', scope, partition)) return {};
  return {
    dataProtectionPolicy: new DataProtectionPolicy({
      name: 'gatehouse-functions',
      description: 'Masks secrets and personal data, should any come into a log',
      identifiers: [...identifiers],
    }),
  };
}
