import type { OrganizationDesk } from '../organization-desk.ts';
import { deskFault } from './aws-faults.ts';
import { CallCounter } from './call-counter.ts';
import { callerIdentity } from './caller-identity.ts';
import { Calls, type Patience, usualPatience } from './calls.ts';
import { carryOut } from './carry-out.ts';
import { type Clock, processClock } from './clock.ts';
import { type ClientOptions, deskClients } from './desk-clients.ts';
import type { DeskParts } from './desk-parts.ts';
import { effectivePolicy } from './effective-policy.ts';
import { KnownNames } from './known-names.ts';
import { readSnapshot } from './read-snapshot.ts';
import { deniedActions } from './simulated-permissions.ts';
import { standsInForAws } from './stands-in.ts';

export interface AwsDeskOptions extends ClientOptions {
  /** @default the machine's */
  readonly clock?: Clock;
  /** @default two minutes for a call and for AWS to show what was written, six hours for an operation of a StackSet */
  readonly patience?: Patience;
}

/**
 * The organization, over the SDK.
 * @example const desk = awsDesk({ region: bundle.hub.region, endpoint: options.endpointUrl });
 */
export function awsDesk(options: AwsDeskOptions): OrganizationDesk {
  const { clock = processClock, patience = usualPatience, region } = options;
  const counter = new CallCounter();
  const calls = new Calls(clock, patience.call);
  const standsIn = standsInForAws(options.endpoint ?? process.env.AWS_ENDPOINT_URL);
  const parts: DeskParts = { clients: deskClients(options, counter), calls, clock, patience, standsIn };
  const names = new KnownNames(parts);
  return {
    identity: () => explained(callerIdentity(parts)),
    missingPermissions: (actions) => explained(deniedActions(parts, region, actions)),
    read: (request) => explained(readSnapshot(parts, request, new Date().toISOString())),
    carryOut: (change, progress) => explained(carryOut({ ...parts, names, progress }, change)),
    effectivePolicy: (account, type) => explained(effectivePolicy(parts, account, type)),
    stats: () => counter.stats(),
  };
}

/** Refusals of AWS leave the desk as faults, in the terms of whoever runs a command. */
async function explained<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw deskFault(error);
  }
}
