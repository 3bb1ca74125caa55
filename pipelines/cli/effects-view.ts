import pc from 'picocolors';
import { printable } from '../../shared/config/printable.ts';
import type { EffectChange } from '../bootstrap/effects/effect-change.ts';
import type { Question } from '../bootstrap/effects/effect-questions.ts';
import { figure } from './plan-view-changes.ts';
import type { ViewOptions } from './plan-view-options.ts';
import { wrapped } from './plan-view-wrap.ts';

/** Groups of accounts, and what is told of each; more is for programs. */
const mostGroups = 12;
const mostTold = 16;
const mostStatements = 6;
const mostUnits = 3;
const mostSamples = 2;

/** Who may do what after and could not before, or the other way round: models first. Nothing where nothing changes. */
export function renderEffects(effects: readonly EffectChange[], options: ViewOptions): string {
  const colours = pc.createColors(options.colour);
  if (effects.length === 0) return '';
  const groups = [...Map.groupBy(effects, ({ accounts }) => accounts.join()).values()];
  const more = groups.length - mostGroups;
  return [
    colours.bold('Effects, where the accounts themselves allow everything'),
    ...groups.slice(0, mostGroups).flatMap((group) => renderGroup(group, options)),
    ...(more > 0 ? [`  and ${more} more groups of accounts (--json lists them)`] : []),
  ].join('\n');
}

function renderGroup(group: readonly EffectChange[], options: ViewOptions): readonly string[] {
  const ordered = group.toSorted((one, other) => rank(one) - rank(other));
  const topics = [...Map.groupBy(ordered, topicOf).values()];
  const more = topics.length - mostTold;
  return [
    `  In ${placeOf(group)}:`,
    ...topics.slice(0, mostTold).flatMap((topic) => renderTopic(topic, options)),
    ...(more > 0 ? [`    and ${more} more (--json lists them)`] : []),
  ];
}

function rank({ what }: EffectChange): number {
  return ['inference', 'everything', 'some'].indexOf(what);
}

/** What one policy does to different people is told together. */
function topicOf({ what, to, title, by, nothingAllowsAt }: EffectChange): string {
  return JSON.stringify([what, to, what === 'some' ? (title ?? [by, nothingAllowsAt]) : null]);
}

function placeOf([first]: readonly EffectChange[]): string {
  const { accounts = [], units = [] } = first ?? {};
  const where = units.slice(0, mostUnits).map((unit) => printable(unit, 200));
  const more = units.length > mostUnits ? ` and ${figure(units.length - mostUnits)} more units` : '';
  const count = accounts.length === 1 ? `account ${accounts[0]}` : `${figure(accounts.length)} accounts`;
  return `${count} of ${where.join(', ')}${more}`;
}

function renderTopic(topic: readonly EffectChange[], { colour, width }: ViewOptions): readonly string[] {
  const colours = pc.createColors(colour);
  const [first] = topic;
  if (first === undefined) return [];
  const [sign, paint] = first.to === 'denied' ? ['-', colours.red] : ['+', colours.green];
  const lines = topic.flatMap((effect) =>
    wrapped(`${sign} ${sentenceOf(effect)}`, width, '    ', '      ').map((line) => paint(line)),
  );
  const notes = first.what === 'some' ? [...(first.title === undefined ? [] : [first.title]), samplesOf(first)] : [];
  return [...lines, ...notes.flatMap((note) => wrapped(note, width, '      ').map((line) => colours.dim(line)))];
}

/** `158 actions that ask a model, for everybody: allowed → denied by gatehouse-scp-spokes-1 (NoBedrockInference)` */
function sentenceOf(effect: EffectChange): string {
  const { everybody, who, to } = effect;
  const people = everybody ? 'everybody' : who.map((one) => printable(one)).join(', ');
  const deniers = deniersOf(effect);
  const change =
    to === 'denied'
      ? `allowed → denied${deniers === '' ? '' : ` by ${deniers}`}`
      : `denied → allowed${deniers === '' ? '' : ` (denied until now by ${deniers})`}`;
  return `${subjectOf(effect)}, for ${people}: ${change}`;
}

function subjectOf({ what, actions, questions }: EffectChange): string {
  const count = (number: number, noun: string) => `${figure(number)} ${noun}${number === 1 ? '' : 's'}`;
  if (what === 'inference')
    return `${count(actions.length, 'action')} that ${actions.length === 1 ? 'asks' : 'ask'} a model`;
  if (what === 'everything') return `everything (${count(actions.length, 'action')} asked about)`;
  return count(questions.length, 'request');
}

function deniersOf({ by, nothingAllowsAt }: EffectChange): string {
  const statements = by.map(({ policy, statements: sids }) => {
    const more = sids.length > mostStatements ? [`${sids.length - mostStatements} more`] : [];
    return printable(`${policy} (${[...sids.slice(0, mostStatements), ...more].join(', ')})`, 400);
  });
  const empty = nothingAllowsAt.map((id) => `${printable(id)}, where nothing allows it`);
  return [...statements, ...empty].join('; ');
}

function samplesOf({ questions }: EffectChange): string {
  const byAction = new Map(questions.toReversed().map((question) => [question.action, question]));
  const samples = [...byAction.values()].toReversed().slice(0, mostSamples);
  return printable(`Such as ${samples.map(questionInWords).join('; ')}`, 600);
}

/** `ec2:RunInstances where aws:RequestedRegion is xx-nowhere-9`. */
function questionInWords({ action, resource, context }: Question): string {
  const on = resource === '*' ? '' : ` on ${resource.replaceAll('{account}', '*')}`;
  const keys = Object.entries(context).map(([key, value]) => `${key} is ${[value].flat().join(' or ')}`);
  return `${action}${on}${keys.length === 0 ? '' : ` where ${keys.join(' and ')}`}`;
}
