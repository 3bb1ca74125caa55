import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { onTestFinished } from 'vitest';
import { awsDesk } from '../../../pipelines/bootstrap/aws/aws-desk.ts';
import type { Snapshot } from '../../../pipelines/bootstrap/snapshot.ts';
import { applyCommand } from '../../../pipelines/cli/apply.ts';
import type { BootstrapDesk } from '../../../pipelines/cli/bootstrap-desk.ts';
import type { CommandIo } from '../../../pipelines/cli/command-io.ts';
import { offboardCommand } from '../../../pipelines/cli/offboard.ts';
import { onboardCommand } from '../../../pipelines/cli/onboard.ts';
import { planCommand } from '../../../pipelines/cli/plan.ts';
import { quarantineCommand } from '../../../pipelines/cli/quarantine.ts';
import { statusCommand } from '../../../pipelines/cli/status.ts';
import { clientDefaults } from '../../local-aws/loopback-server.ts';
import type { OrganizationControl } from '../../local-aws/organization/control/control.ts';
import { startOrganizationHere } from '../../local-aws/organization/organization-server.ts';
import { quickClock } from '../bootstrap/aws/desk.fixture.ts';
import { governanceText, management } from '../bootstrap/example-organization.fixture.ts';
import { rememberedIo, type Seen } from './command-run.ts';

const commands: Readonly<Record<string, (io: CommandIo, desk: BootstrapDesk) => Command>> = {
  plan: planCommand,
  apply: applyCommand,
  status: statusCommand,
  onboard: onboardCommand,
  quarantine: quarantineCommand,
  offboard: offboardCommand,
};

/** A platform team's place: an organization that a stand-in plays, a governance file, a state directory, and a person at the terminal. */
export class Platform {
  readonly control: OrganizationControl;
  readonly #endpoint: string;
  readonly #directory = mkdtempSync(join(tmpdir(), 'gatehouse-platform-'));
  /** What the person was asked, and answers. */
  readonly questions: string[] = [];
  agrees = true;
  /** Called at each question, before the answer. */
  thinking: () => Promise<void> = () => Promise.resolve();

  private constructor(endpoint: string, control: OrganizationControl) {
    this.#endpoint = endpoint;
    this.control = control;
    this.write(governanceText);
  }

  static async over(snapshot: Snapshot): Promise<Platform> {
    const callerArn = `arn:aws:sts::${management}:assumed-role/platform/someone`;
    const server = await startOrganizationHere({ seed: { snapshot, callerArn } });
    const platform = new Platform(server.endpoint, server.control);
    onTestFinished(async () => {
      await server.close();
      rmSync(platform.#directory, { recursive: true });
    });
    return platform;
  }

  file(name: string): string {
    return join(this.#directory, name);
  }

  get state(): string {
    return this.file('state');
  }

  write(governance: string): void {
    writeFileSync(this.file('governance.yaml'), governance);
  }

  read(name: string): string {
    return readFileSync(this.file(name), 'utf8');
  }

  /** Time passes by itself where a command waits. */
  async run(command: string, ...args: readonly string[]): Promise<Seen> {
    const { io, seen } = rememberedIo();
    const places = ['--governance', this.file('governance.yaml'), '--state', this.state];
    const made = commands[command]?.(io, this.#desk());
    await made?.exitOverride().parseAsync([...args, ...places], { from: 'user' });
    return seen;
  }

  #desk(): BootstrapDesk {
    const clock = quickClock();
    const { credentials } = clientDefaults;
    return {
      organization: async ({ region }, endpoint = this.#endpoint) =>
        awsDesk({ region, endpoint, credentials, attempts: 1, clock }),
      ask: async (question) => {
        this.questions.push(question);
        await this.thinking();
        return this.agrees;
      },
      now: () => new Date(clock.now()),
      pause: (milliseconds) => clock.sleep(milliseconds),
      stopped: () => new AbortController().signal,
    };
  }
}
