// `npm run bench:screening [-- --all] [-- --detectors] [-- --json FILE]`: what screening costs, on ordinary English and on the worst that there is.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Pseudonyms } from '../../hub/screening/pseudonyms.ts';
import { PipedStream } from '../../hub/screening/screen-stream.ts';
import type { ScreeningPlan } from '../../hub/screening/text-screening.ts';
import { everythingPlan } from '../../pipelines/evaluation/screening-policy.ts';
import { measureDetectors } from './screening-detectors.ts';
import { judgeScreening, type ScreeningFigures } from './screening-goals.ts';
import { allocatedBytes, bestMs, cutInto, megabytesPerSecond, screenWhole } from './screening-measure.ts';
import { formatDetectors, formatScreening } from './screening-report.ts';
import { hostile, hostileTexts, ordinaryEnglish } from './screening-texts.ts';

const megabyte = 1_000_000;
/** Of each hostile text and of what it is compared with. */
const rounds = 5;
const { values } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    detectors: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, one core, Node ${process.version}`;
if (values.detectors) {
  console.log(formatDetectors(measureDetectors(everythingPlan())));
  process.exit();
}
const figures = measureScreening(everythingPlan());
const goals = judgeScreening(figures);

console.log(`${machine}\n\n${formatScreening(figures, goals, values.all ? hostileTexts.length : 12)}`);
if (values.json !== undefined) {
  writeFileSync(values.json, `${JSON.stringify({ machine, figures, goals }, null, 2)}\n`);
}

function measureScreening(plan: ScreeningPlan): ScreeningFigures {
  const firstUseMs = firstUse();
  const prose = ordinaryEnglish(8 * megabyte);
  // Warm: the first megabytes are for the compiler.
  for (const text of cutInto(prose.slice(0, 2 * megabyte), 2000)) screenWhole(plan, text);
  const speeds = [
    { name: 'texts of 2 KB', held: true, megabytesPerSecond: speedOf(plan, cutInto(prose, 2000)) },
    { name: 'texts of 1 MB', held: true, megabytesPerSecond: speedOf(plan, cutInto(prose, megabyte)) },
    { name: 'a stream in pieces of 64 characters', held: false, megabytesPerSecond: streamSpeed(plan, prose) },
  ];
  return { speeds, hostile: hostileFigures(plan, prose.slice(0, megabyte)), allocation: allocation(plan), firstUseMs };
}

function speedOf(plan: ScreeningPlan, texts: readonly string[]): number {
  const bytes = texts.reduce((sum, text) => sum + text.length, 0);
  return megabytesPerSecond(
    bytes,
    bestMs(3, () => {
      for (const text of texts) screenWhole(plan, text);
    }),
  );
}

/** Attacks are judged on whole texts, so a stream that leaves as it comes is one without that judgement: an answer's. */
function streamSpeed(plan: ScreeningPlan, prose: string): number {
  const pieces = cutInto(prose.slice(0, megabyte), 64);
  const run = () => {
    const stream = new PipedStream({ ...plan, promptAttack: 'off' }, '/', 'text', new Pseudonyms());
    for (const piece of pieces) stream.push(piece);
    stream.flush();
  };
  return megabytesPerSecond(megabyte, bestMs(3, run));
}

/** `ratio`: to ordinary English, by the byte of UTF-8. `growth`: what a byte of 1 MB costs beside one of a quarter of it; 1 is linear. */
function hostileFigures(plan: ScreeningPlan, ordinary: string): ScreeningFigures['hostile'] {
  const perByte = (text: string) => bestMs(1, () => screenWhole(plan, text)) / Buffer.byteLength(text);
  return hostileTexts.map((one) => {
    const unit = Buffer.byteLength(one.repeated) / one.repeated.length;
    const texts = [ordinary, hostile(one, megabyte / unit), hostile(one, megabyte / 4 / unit)];
    const best = texts.map(() => Number.POSITIVE_INFINITY);
    // In turns and as often, because the neighbours of a shared machine come and go: what they cost, they cost all.
    for (let round = 0; round < rounds; round += 1)
      for (const [at, text] of texts.entries()) best[at] = Math.min(best[at] as number, perByte(text));
    const [plain, whole, quarter] = best as [number, number, number];
    return { name: one.name, repeats: one.isDrawn !== true, ratio: whole / plain, growth: whole / quarter };
  });
}

function allocation(plan: ScreeningPlan): ScreeningFigures['allocation'] {
  // What is allocated once for all texts is no part of what a text costs.
  screenWhole(plan, ordinaryEnglish(megabyte));
  return [1, 4, 16].map((megabytes) => {
    const text = ordinaryEnglish(megabytes * megabyte);
    return { megabytes, perByte: allocatedBytes(() => screenWhole(plan, text)) / text.length };
  });
}

/** The best of nine fresh processes, in milliseconds of processor time. */
function firstUse(): number {
  const program = join(import.meta.dirname, 'screening-first-use.ts');
  const times = Array.from({ length: 9 }, () =>
    Number(execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', program])),
  );
  return Math.min(...times);
}
