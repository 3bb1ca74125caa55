// A fresh process: loads screening, then builds a plan and screens its first text. Prints the milliseconds of processor time that the latter takes.
import { everythingPlan } from '../../pipelines/evaluation/screening-policy.ts';
import { bestMs, screenWhole } from './screening-measure.ts';
import { ordinaryEnglish } from './screening-texts.ts';

const text = `${ordinaryEnglish(1000)} Card 4111 1111 1111 1111, call +1 202 555 0143, jane@example.com.`;
console.log(bestMs(1, () => screenWhole(everythingPlan(), text)));
