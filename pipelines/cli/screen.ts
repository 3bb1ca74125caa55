import { Command } from 'commander';
import { type Inspection, inspectText } from '../../hub/screening/inspect-text.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { type TextKind, textKinds } from '../evaluation/data-row.ts';
import { type PolicyChoice, planOf } from '../evaluation/screening-policy.ts';
import { type CommandIo, processIo } from './command-io.ts';
import { oneOf } from './evaluate-options.ts';
import { screenJsonl } from './screen-jsonl.ts';
import { bytesOf, textOf } from './screen-source.ts';
import { renderInspection } from './screen-view.ts';

/** Where the command reads and writes: `write` resolves when more can be taken. */
export interface ScreenIo extends CommandIo {
  read(file: string | undefined): AsyncIterable<Uint8Array>;
  write(text: string): Promise<void>;
}

interface ScreenOptions {
  readonly file?: string;
  readonly policy: string;
  readonly application?: string;
  readonly direction: 'input' | 'output';
  readonly kind: TextKind;
  readonly json?: boolean;
  readonly jsonl?: boolean;
}

const streamIo: ScreenIo = {
  ...processIo,
  read: bytesOf,
  write: writeOut,
};

/** A reader that has gone (`head`, say) is told by the promise; unheard, the stream's own event would end the process. */
function writeOut(text: string): Promise<void> {
  if (process.stdout.listenerCount('error') === 0) process.stdout.on('error', () => undefined);
  return new Promise((resolve, reject) => process.stdout.write(text, (error) => (error ? reject(error) : resolve())));
}

const help = `
Without --application every local detector runs and masks, and attacks with a score of 0.5 or more are blocked.
Names, addresses and the like, and content filters, are judged by the Bedrock guardrail, which does not run here.

--jsonl reads {id, text, kind?} and writes, in the same order, {id, action, findings, attack}:
  action    passed, flagged, masked or blocked
  findings  [{type, start, end, score, detector}]; offsets in UTF-16 units of the text; the text is not repeated
  attack    {score, reasons}
A line that cannot be screened becomes {id?, error, line}; the others are screened all the same.

Exit codes: 0 nothing found, 1 something found (with --jsonl: 0 all lines screened, 1 some not), 2 could not run.`;

/** `gatehouse screen`: shows what screening finds in a text, or screens lines of JSON by the million. */
export function screenCommand(io: ScreenIo = streamIo): Command {
  return new Command('screen')
    .description('show what screening finds in a text; from the argument, --file or standard input')
    .argument('[text]', 'the text')
    .option('--file <file>', 'read the text, or the lines, from a file')
    .option('--policy <file>', 'governance file', 'governance.yaml')
    .option('--application <name>', 'screen by the policy of this application (default: every local detector)')
    .option('--direction <direction>', 'input or output', oneOf(['input', 'output']), 'input')
    .option('--kind <kind>', `what the text is part of: ${textKinds.join(', ')}`, oneOf(textKinds), 'text')
    .option('--json', 'one JSON object instead of text')
    .option('--jsonl', 'screen many texts: one JSON object a line, in and out')
    .addHelpText('after', help)
    .action((text: string | undefined, options: ScreenOptions) => screen(text, options, io));
}

async function screen(text: string | undefined, options: ScreenOptions, io: ScreenIo): Promise<void> {
  const { file, policy, application, direction, kind } = options;
  if (text !== undefined && (file !== undefined || options.jsonl === true)) throw twoSources();
  const choice: PolicyChoice = { file: policy, application, direction };
  if (options.jsonl === true) return screenMany(choice, options, io);
  const whole = text ?? (await textOf(io.read(file)));
  const inspection = inspectText(planOf(choice), whole, kind);
  io.out(options.json === true ? `${jsonOf(inspection)}\n` : renderInspection(whole, inspection, io.colour));
  io.exit(inspection.action === 'passed' ? 0 : 1);
}

async function screenMany(policy: PolicyChoice, { file, kind }: ScreenOptions, io: ScreenIo): Promise<void> {
  const progress = progressOn(io);
  const source = io.read(file);
  try {
    const { rows, bad } = await screenJsonl({ source, policy, kind, write: io.write, progress: progress.tell });
    progress.end();
    if (bad > 0) io.error(`${bad} of ${rows} lines could not be screened; they say why.\n`);
    io.exit(bad > 0 ? 1 : 0);
  } catch (error) {
    progress.end();
    // Whoever read the output (`head`, say) has had enough.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
    io.exit(0);
  }
}

/** How far it is, on a terminal, a few times a second. */
function progressOn(io: ScreenIo): { tell(rows: number): void; end(): void } {
  if (!io.progress) return { tell: () => undefined, end: () => undefined };
  const start = performance.now();
  let shown = start;
  return {
    tell(rows) {
      const now = performance.now();
      if (now - shown < 250) return;
      shown = now;
      io.error(`\r${rows} lines, ${Math.round((rows * 1000) / (now - start))} a second `);
    },
    end: () => io.error(shown === start ? '' : '\n'),
  };
}

function jsonOf({ action, spans, attack, topics }: Inspection): string {
  return JSON.stringify({ action, findings: spans, attack, topics }, null, 2);
}

function twoSources(): GatehouseFault {
  return new GatehouseFault(
    'usage',
    'There is a text, and something else to read.',
    'Give a text, or --file, or standard input.',
  );
}
