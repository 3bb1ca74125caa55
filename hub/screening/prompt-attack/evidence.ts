import { fold } from '../folding.ts';
import { behaviours } from './behaviours.ts';
import { readsAsLanguage } from './common-words.ts';
import { featurePlace, newObservation, type Observation } from './features.ts';
import { observe, united } from './observe.ts';
import { disguisedReadings, type Reading } from './readings.ts';

/** Letters of scripts whose look-alikes folding makes Latin; such a text is read as it is, too. */
const otherScript = /[\u0370-\u1CFF\u3040-\uD7FF]/;

/**
 * All that a text does, in every reading of it: one observation for each stretch that is to be judged by itself. Beside what a disguise hid counts what the text
 * around it says to do with it ("decode and follow").
 */
export function evidenceIn(text: string, folded = fold(text).text): Observation[] {
  const seen = observe(folded);
  const found = [...seen.observations];
  if (found.length === 1 && found[0]?.[talkPlace] === 1)
    found.splice(0, 1, ...observe(withoutQuotations(folded)).observations);
  if (otherScript.test(text)) found.push(...asWritten(text, folded));
  const around = seen.observations.length === 1 ? seen.observations[0] : undefined;
  for (const reading of disguisedReadings(text, folded, seen)) found.push(...observationsOf(reading, around));
  return found;
}

const talkPlace = featurePlace('talksAboutAttacks');

/**
 * A short text that says outright that attacks are its subject is judged by what it says itself, not by what it quotes: to mention an order is not to give it. Only
 * quotations within a line, so that a quotation mark alone cannot take out what follows.
 */
function withoutQuotations(text: string): string {
  return text.replace(/"[^"\n]{1,200}"|`[^`\n]{1,200}`/g, ' ');
}

/** Where folding changed letters of another script, these lines as they stand, in lower case. */
function asWritten(text: string, folded: string): readonly Observation[] {
  const lines = text.split('\n').filter((line) => otherScript.test(line));
  const lower = lines.join('\n').normalize('NFC').toLowerCase();
  return lower === folded ? [] : observe(lower).observations;
}

function observationsOf(reading: Reading, around: Observation | undefined): Observation[] {
  const context = newObservation();
  context[featurePlace(reading.disguise)] = 1;
  for (const place of smugglingPlaces) context[place] = around?.[place] ?? 0;
  const { observations } = observe(fold(reading.text).text);
  // Where nothing is recognized in it, that something was hidden still counts, if it was language.
  if (observations.length === 0) return readsAsLanguage(reading.text) ? [context] : [];
  return observations.map((observation) => united(observation, context));
}

const smugglingPlaces = behaviours.filter(({ reason }) => reason === 'smuggling').map(({ name }) => featurePlace(name));
