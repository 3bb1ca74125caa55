import type { Json } from '../../../shared/canonical-json.ts';
import type { CheckMeter } from './check-meter.ts';

/** `uniqueItems` in time linear in the list's text; comparing each item with each other would be quadratic. */
export function areDistinct(items: readonly Json[], meter: CheckMeter): boolean {
  const seen = new Set<string>();
  for (const item of items) {
    const text = meteredText(item, meter);
    if (seen.has(text)) return false;
    seen.add(text);
  }
  return true;
}

/** `enum` and `const`: whether a value is one of `values`. */
export function oneOfValues(values: readonly Json[], meter: CheckMeter): (value: Json) => boolean {
  const known = new Set(values.map(orderedText));
  return (value) => known.has(meteredText(value, meter));
}

function meteredText(value: Json, meter: CheckMeter): string {
  const text = orderedText(value);
  meter.spend(1 + text.length);
  return text;
}

/** JSON with members in order, so that equal values have equal texts. Unlike RFC 8785 it takes lone surrogates, which a model may write as escapes. */
function orderedText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(orderedText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value === 0 ? 0 : value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${orderedText(value[name] ?? null)}`).join(',')}}`;
}
