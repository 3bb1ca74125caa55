import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { CheckMeter } from './check-meter.ts';

/** The formats of JSON Schema, section 7.3, of which `ajv-formats` knows a check; others are annotations, as the specification has it. */
const names = [
  'date',
  'time',
  'date-time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'uri-reference',
  'uri-template',
  'uuid',
  'json-pointer',
  'relative-json-pointer',
] as const;

/** Nothing that has one of these formats is longer; the checks are native regular expressions and stay short this way. In UTF-16 units. */
const longest = 2_048;

type Check = (text: string) => boolean;

/** Checks by the name of the format. */
export function stringFormats(meter: CheckMeter): ReadonlyMap<string, Check> {
  return new Map(names.map((name) => [name, bounded(checkOf(name), meter)]));
}

function bounded(check: Check, meter: CheckMeter): Check {
  return (text) => {
    meter.spend(1 + Math.min(text.length, longest));
    return text.length <= longest && check(text);
  };
}

function checkOf(name: (typeof names)[number]): Check {
  const format: unknown = fullFormats[name];
  if (format instanceof RegExp) return (text) => format.test(text);
  if (typeof format === 'function') return (text) => format(text) === true;
  return checkOfDefinition(format as { readonly validate: Check | RegExp });
}

function checkOfDefinition({ validate }: { readonly validate: Check | RegExp }): Check {
  return validate instanceof RegExp ? (text) => validate.test(text) : (text) => validate(text) === true;
}
