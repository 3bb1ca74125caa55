import type { Command } from 'commander';
import { leaveFamilyOut } from '../../hub/screening/prompt-attack/leave-family-out.ts';
import { compareEvaluations } from '../evaluation/compare.ts';
import { type Evaluation, evaluate } from '../evaluation/evaluate.ts';
import { allRows, type JudgedData } from '../evaluation/judge-rows.ts';
import { type EvaluationData, readEvaluationData } from '../evaluation/read-data.ts';
import { reportEvaluation, reportMisses, worstMisses } from '../evaluation/report.ts';
import { reportComparison } from '../evaluation/report-comparison.ts';
import { reportFamilies } from '../evaluation/report-judgements.ts';
import { scoreFamilies } from '../evaluation/score-families.ts';
import { type PolicyChoice, planOf } from '../evaluation/screening-policy.ts';
import { typeNamer } from '../evaluation/type-names.ts';
import { type CommandIo, processIo } from './command-io.ts';
import { comparedPolicies, type EvaluateOptions, evaluateOptions } from './evaluate-options.ts';

/** `gatehouse evaluate DATA.jsonl`: measures a policy on labelled data before it is turned on. */
export function evaluateCommand(io: CommandIo = processIo): Command {
  return evaluateOptions().action(async (file: string, options: EvaluateOptions) => {
    const data = await readEvaluationData(file);
    if (options.leaveFamilyOut === true) leaveOut(data, options, io);
    else if (options.compare !== undefined) compare(data, options, io);
    else measure(data, options, io);
  });
}

function measure(data: EvaluationData, options: EvaluateOptions, io: CommandIo): void {
  const choice = { file: options.policy, application: options.application, direction: options.direction };
  const { evaluation, judged } = evaluateUnder(choice, data, options);
  const misses = worstMisses(evaluation, options.worst);
  const textOf = options.showText === true ? textsOf(judged) : undefined;
  if (options.json === true) {
    const worst = misses.map((miss) => (textOf === undefined ? miss : { ...miss, text: textOf(miss.id) }));
    write(io, JSON.stringify({ ...withoutMisses(evaluation), worst }, null, 2));
    return;
  }
  write(io, [...reportEvaluation(evaluation), ...reportMisses(misses, textOf)].join('\n\n'));
}

function leaveOut(data: EvaluationData, { json }: EvaluateOptions, io: CommandIo): void {
  const score = scoreFamilies(data.judged, leaveFamilyOut);
  write(io, json === true ? JSON.stringify(score, null, 2) : reportFamilies(score).join('\n\n'));
}

function compare(data: EvaluationData, options: EvaluateOptions, io: CommandIo): void {
  const [before, after] = comparedPolicies(options).map((choice) => evaluateUnder(choice, data, options));
  if (before === undefined || after === undefined) return;
  const comparison = compareEvaluations(before, after);
  write(
    io,
    options.json === true
      ? JSON.stringify(comparison, null, 2)
      : reportComparison(comparison, options.worst).join('\n\n'),
  );
}

function evaluateUnder(choice: PolicyChoice, data: EvaluationData, options: EvaluateOptions) {
  const { kind: kinds, threshold, map } = options;
  return evaluate(data, { plan: planOf(choice), kinds, nameOf: typeNamer(map), threshold });
}

function textsOf(judged: JudgedData): (id: string) => string {
  const texts = new Map(allRows(judged).map(({ row }) => [row.id, row.text]));
  return (id) => texts.get(id) ?? '';
}

/** The figures alone: how many misses are listed is for `--worst` to say. */
function withoutMisses(evaluation: Evaluation): Record<string, unknown> {
  return JSON.parse(JSON.stringify(evaluation, (name, value: unknown) => (name === 'misses' ? undefined : value)));
}

function write(io: CommandIo, text: string): void {
  io.out(`${text}\n`);
}
