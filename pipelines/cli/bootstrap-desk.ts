import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import type { CallStats, OrganizationDesk } from '../bootstrap/organization-desk.ts';
import type { CommandIo } from './command-io.ts';
import { askPerson } from './confirm.ts';

/** What the commands that look at an organization, or change it, work with besides where they write. */
export interface BootstrapDesk {
  /** @param endpoint URL that stands for every service of AWS; undefined: AWS itself, or what AWS_ENDPOINT_URL says. */
  organization(hub: HubPolicy, endpoint: string | undefined): Promise<OrganizationDesk>;
  /** Whether a person agrees. @throws GatehouseFault `usage` where nobody is there to ask. */
  ask(question: string): Promise<boolean>;
  now(): Date;
  pause(milliseconds: number): Promise<void>;
  /** Fires when the person wants to stop. */
  stopped(): AbortSignal;
}

export const processBootstrapDesk: BootstrapDesk = {
  // Loaded when it is needed: the other commands must not wait for the AWS SDK.
  organization: async ({ region }, endpoint) =>
    (await import('../bootstrap/aws/aws-desk.ts')).awsDesk({ region, ...(endpoint === undefined ? {} : { endpoint }) }),
  ask: (question) => askPerson(question, 'Look at what changes with gatehouse plan, then write --yes.'),
  now: () => new Date(),
  pause: (milliseconds) => delay(milliseconds),
  stopped: interrupted,
};

export interface BootstrapOptions {
  readonly governance: string;
  readonly state: string;
  readonly endpointUrl?: string;
  readonly json?: true;
  readonly stats?: true;
}

/** Of commands that change something. */
export interface ConsentOptions {
  readonly yes?: true;
}

/** The options that all of these commands have. */
export function bootstrapOptions(command: Command): Command {
  return command
    .option('--governance <file>', 'governance file', 'governance.yaml')
    .option('--state <directory>', 'where the shown plan and the journal are', '.gatehouse/bootstrap')
    .option('--endpoint-url <url>', 'ask this instead of AWS, for every service')
    .option('--stats', 'say on standard error what was asked of AWS, and how often')
    .option('--json', 'print JSON instead of text');
}

export function consentOption(command: Command): Command {
  return command.option('--yes', 'do not ask');
}

/** Runs a command; under --json a fault is an object on standard output, too. */
export async function answering(io: CommandIo, { json }: BootstrapOptions, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (json === undefined || !(error instanceof GatehouseFault)) throw error;
    const { code, message, remedy } = error;
    // The class joins the two; here they are apart.
    const happened = message.endsWith(` ${remedy}`) ? message.slice(0, -remedy.length - 1) : message;
    io.out(`${JSON.stringify({ error: { code, message: happened, remedy } }, null, 2)}\n`);
    io.error(`${message}\n`);
    io.exit(2);
  }
}

/** What was asked of AWS: most often asked first. */
export function callStatsText({ calls, throttled }: CallStats): string {
  const sorted = Object.entries(calls).sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const lines = sorted.map(([operation, count]) => `  ${String(count).padStart(6)}  ${operation}`);
  return `${total} calls, of which ${throttled} were answered "slower":\n${lines.join('\n')}\n`;
}

/** The first Ctrl-C ends what has begun and begins nothing further; the second ends the process. */
function interrupted(): AbortSignal {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  return stop.signal;
}
