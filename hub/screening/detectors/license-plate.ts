import { contextLength, precededBy, standsAlone } from '../context.ts';
import { LazyExpression } from '../lazy-expression.ts';
import { chars, either, notBefore, seq, start } from '../pattern.ts';
import { patternDetector, type Span } from '../pattern-detector.ts';
import type { Starts } from '../starts.ts';
import { digitsFirst, lettersFirst, type PlateForm } from './license-plate-forms.ts';
import { digitsThenLetters, lettersThenDigits } from './plate-starts.ts';

/** Words before a plate, with diacritics or without. */
const plateWords =
  /(?:\b(?:licen[cs]e|number|registration|vehicle)[ -](?:plates?|number|no\.?|mark)|\b(?:plates?|vrm|vrn|reg|registration)|\bkennzeichen|\bplaka[a-z\u0131]{0,4}|\btarga|\bmatr[i\u00ed]cula|\bimmatriculation|\bkenteken)(?![a-z])[^\n]{0,28}$/i;
const glued = 'A-Za-z0-9';

/** Plates of several countries in one pass: at each place the first form that fits names the plate. */
function plateDetector(name: string, forms: readonly PlateForm[], starts: Starts) {
  const whole = forms.map(({ pattern }) => seq(pattern, notBefore(glued)));
  const judges = forms.map((form, at) => ({ form, expression: new LazyExpression(whole[at]?.full ?? '(?!)', 'y') }));
  return patternDetector({
    name,
    type: 'LICENSE_PLATE',
    starts,
    pattern: either(...whole),
    // The pattern is decided at `start` only when each of its forms is, so a longer form than the one that matched may be read, too.
    check(text, start) {
      for (const { form, expression } of judges) {
        const end = expression.endAt(text, start);
        const span = end < 0 ? undefined : plateAt(form, text, start, end);
        if (span !== undefined) return span;
      }
      return undefined;
    },
    lookBehind: contextLength,
  });
}

function plateAt(form: PlateForm, text: string, start: number, end: number): Span | undefined {
  const plate = text.slice(start, end).toUpperCase();
  if (form.isPlate?.(plate) === false) return undefined;
  const told = form.isTelling?.(plate) || standsAlone(text, start, end) || precededBy(text, start, plateWords);
  return told ? { start, end } : undefined;
}

/** Vehicle registrations of Great Britain, India, Nigeria, Germany, France and Italy. */
export const plateOfLetters = plateDetector('license-plate-letters', lettersFirst, lettersThenDigits);

/** Vehicle registrations of Turkey, and India's Bharat series. */
export const plateOfDigits = plateDetector('license-plate-digits', digitsFirst, digitsThenLetters);

const plateLabel = /plate(?: ?(?:number|no\.?|#))?(?: (?:is|was|reads)|:|#)? {0,2}(?=[A-Z0-9])/gi;
const strictWords =
  /\b(?:licen[cs]e|number|registration) plate(?: ?(?:number|no\.?|#))?(?: (?:is|was|reads)|:|#)? {0,2}$/i;
const longestLabel = 24;

/** Any other plate, right after words such as "license plate": capitals and digits, as the issuers of the United States give them out. */
export const plateInContext = patternDetector({
  name: 'license-plate-in-context',
  type: 'LICENSE_PLATE',
  starts: {
    next(text, from) {
      plateLabel.lastIndex = Math.max(0, from - longestLabel);
      while (plateLabel.test(text)) if (plateLabel.lastIndex >= from) return plateLabel.lastIndex;
      return -1;
    },
  },
  pattern: seq(
    start('A-Z0-9', glued),
    chars('A-Z0-9', 0, 6),
    chars(' \\-', 0, 1),
    chars('A-Z0-9', 2, 5),
    notBefore(glued),
  ),
  check(text, start, end) {
    const telling = /\d/.test(text.slice(start, end)) && precededBy(text, start, strictWords);
    return telling ? { start, end } : undefined;
  },
  lookBehind: contextLength,
});
