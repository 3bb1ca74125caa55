import type { Detector } from '../../../../hub/screening/detector.ts';
import { Pseudonyms } from '../../../../hub/screening/pseudonyms.ts';
import { always } from '../../../../hub/screening/rule.ts';
import { screenPart } from '../../../../hub/screening/screen-part.ts';
import { PipedStream } from '../../../../hub/screening/screen-stream.ts';
import type { Screener } from '../../../../hub/screening/screener.ts';
import type { ScreeningPlan } from '../../../../hub/screening/text-screening.ts';

/** The real engine around a detector that breaks where a text says so, and quotes the text. */
export function screenerThatBreaksOn(word: string): Screener {
  const detector: Detector = {
    name: 'breaking',
    types: ['EMAIL'],
    lookBehind: 0,
    scan(text) {
      if (text.includes(word)) throw new Error(`a detector broke on: ${text}`);
      return text.length;
    },
  };
  const plan: ScreeningPlan = {
    rules: [always('mask', detector)],
    topics: { profiles: [], vocabulary: new Set() },
    promptAttack: 'off',
    promptAttackThreshold: 0.5,
  };
  return {
    screen: (part, pseudonyms = new Pseudonyms()) => screenPart(plan, part, 'refuse', pseudonyms),
    screenTogether: (_, verdicts) => verdicts,
    stream: (pointer, kind, pseudonyms = new Pseudonyms()) => new PipedStream(plan, pointer, kind, pseudonyms),
  };
}
