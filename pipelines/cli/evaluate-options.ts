import { existsSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { printable } from '../../shared/config/printable.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { type TextKind, textKinds } from '../evaluation/data-row.ts';
import type { KindChoice } from '../evaluation/judge-rows.ts';
import { applicationsOf, type PolicyChoice } from '../evaluation/screening-policy.ts';
import { typeNameTable } from '../evaluation/type-names.ts';

/** What the command line says. */
export interface EvaluateOptions {
  readonly policy: string;
  readonly application?: string;
  readonly direction: 'input' | 'output';
  readonly threshold?: number;
  readonly kind: KindChoice;
  readonly map: ReadonlyMap<string, string>;
  readonly json?: boolean;
  readonly worst: number;
  readonly showText?: boolean;
  readonly compare?: readonly string[];
  readonly leaveFamilyOut?: boolean;
}

const help = `
A row is one JSON object with id, text and either
  spans  [{start, end, type, value?}] in UTF-16 units, for sensitive information; scope [types] where not every
         type is labelled on the row, weak true where even an expert would hesitate, template_id for near-copies
  label  attack, benign or harmful; category, encoding, context_dependent, label_quality (ok or not), hard and
         pair_id (a clean document and its injected copies) are reported where they are given
and perhaps kind, the kind of part that the text stands for.

Names of types are ours (Bedrock's); these are understood too:
${typeNameTable()
  .map(([name, ours]) => `  ${name} = ${ours}`)
  .join('\n')}

--leave-family-out fits the weights of the judge of attacks anew without each category. The signs that it looks for
were written by people and stay the same, so it measures how far weights generalize, not how far signs do.

Exit codes: 0 measured, 2 not.`;

/** The command with its options, yet without what it does. */
export function evaluateOptions(): Command {
  return new Command('evaluate')
    .description('measure a policy, or all local detectors, on labelled data: recall, precision, false positives')
    .argument('<data>', 'labelled rows, one JSON object a line')
    .option('--policy <file>', 'governance file', 'governance.yaml')
    .option('--application <name>', 'judge by the policy of this application (default: every local detector)')
    .option('--direction <direction>', 'input or output', oneOf(['input', 'output']), 'input')
    .option('--threshold <score>', 'score from which a text counts as an attack, instead of the policy’s', parseScore)
    .option('--kind <kind>', 'KIND for all rows, CATEGORY=KIND for those of a category; repeatable', takeKind, {
      otherwise: 'text',
      ofCategory: new Map(),
    })
    .option('--map <name=type>', 'what the data call a type of ours; repeatable', takeName, new Map())
    .option('--json', 'JSON instead of text')
    .option('--worst <number>', 'how many of the worst misses to list', parseCount, 20)
    .option('--show-text', 'show the texts of the worst misses, too (they may be sensitive)')
    .option('--compare <policies...>', 'two governance files, or two applications of --policy: what changes')
    .option('--leave-family-out', 'tune the judge of attacks without each category in turn and measure it on that one')
    .addHelpText('after', help);
}

/** The policies that `--compare` names. A file is judged by `--application`, or by its only application. */
export function comparedPolicies({ compare = [], policy, application, direction }: EvaluateOptions): PolicyChoice[] {
  if (compare.length !== 2) {
    throw new GatehouseFault('usage', '--compare wants two policies.', 'Write --compare A.yaml B.yaml.');
  }
  return compare.map((name) => {
    const isFile = /\.ya?ml$/i.test(name) || existsSync(name);
    if (!isFile) return { file: policy, application: name, direction };
    return { file: name, application: application ?? onlyApplication(name), direction };
  });
}

function onlyApplication(file: string): string {
  const [first, ...others] = applicationsOf(file);
  if (first !== undefined && others.length === 0) return first;
  throw new GatehouseFault(
    'usage',
    `${printable(file, 300)} has more than one application.`,
    'Say by --application which one is meant.',
  );
}

export function oneOf<Choice extends string>(choices: readonly Choice[]): (text: string) => Choice {
  return (text) => {
    const found = choices.find((choice) => choice === text);
    if (found === undefined) throw new InvalidArgumentError(`Write one of: ${choices.join(', ')}.`);
    return found;
  };
}

function parseScore(text: string): number {
  const score = Number(text);
  if (text.trim() !== '' && score >= 0 && score <= 1) return score;
  throw new InvalidArgumentError('Write a number from 0 to 1.');
}

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0 && count <= 100_000) return count;
  throw new InvalidArgumentError('Write a whole number from 0 to 100000.');
}

function takeKind(text: string, before: KindChoice): KindChoice {
  const equals = text.lastIndexOf('=');
  const kind: TextKind = oneOf(textKinds)(text.slice(equals + 1));
  if (equals < 0) return { ...before, otherwise: kind };
  return { ...before, ofCategory: new Map([...before.ofCategory, [text.slice(0, equals), kind]]) };
}

function takeName(text: string, before: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const [name, type, ...more] = text.split('=');
  if (!name || !type || more.length > 0) throw new InvalidArgumentError('Write NAME=TYPE.');
  return new Map([...before, [name, type]]);
}
