/**
 * Those of CloudFormation's intrinsic functions that depend on their arguments alone, as data.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
import { GatehouseFault } from '../../shared/errors.ts';

/** `AWS::NoValue`: the property or the member is not there. */
export const noValue = Symbol('AWS::NoValue');

type PureFunction = (resolved: unknown, region: string) => unknown;

export const pureFunctions: ReadonlyMap<string, PureFunction> = new Map<string, PureFunction>([
  ['Fn::Join', join],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::GetAZs', (region, own) => ['a', 'b', 'c'].map((zone) => `${textOf(region, 'Fn::GetAZs') || own}${zone}`)],
  ['Fn::Base64', (value) => Buffer.from(textOf(value, 'Fn::Base64')).toString('base64')],
  ['Fn::ToJsonString', (value) => JSON.stringify(value)],
  ['Fn::Length', (value) => listOf(value, 'Fn::Length').length],
  ['Fn::Equals', equals],
  ['Fn::Not', (values) => !isTrue(listOf(values, 'Fn::Not')[0])],
  ['Fn::And', (values) => listOf(values, 'Fn::And').every(isTrue)],
  ['Fn::Or', (values) => listOf(values, 'Fn::Or').some(isTrue)],
  ['Fn::Contains', contains],
]);

function join(argument: unknown): string {
  const [separator, parts] = listOf(argument, 'Fn::Join');
  return listOf(parts, 'Fn::Join')
    .map((part) => textOf(part, 'Fn::Join'))
    .join(textOf(separator, 'Fn::Join'));
}

function select(argument: unknown): unknown {
  const [index, list] = listOf(argument, 'Fn::Select');
  return listOf(list, 'Fn::Select')[Number(index)] ?? noValue;
}

function split(argument: unknown): readonly string[] {
  const [separator, value] = listOf(argument, 'Fn::Split');
  return textOf(value, 'Fn::Split').split(textOf(separator, 'Fn::Split'));
}

function equals(argument: unknown): boolean {
  const [left, right] = listOf(argument, 'Fn::Equals');
  return String(left) === String(right);
}

function contains(argument: unknown): boolean {
  const [list, value] = listOf(argument, 'Fn::Contains');
  return listOf(list, 'Fn::Contains').includes(value);
}

export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

export function textOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw malformed(name);
}

export function listOf(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw malformed(name);
  return value;
}

function malformed(name: string): GatehouseFault {
  return new GatehouseFault(
    'configuration_invalid',
    `A template has ${name} with something that it does not take.`,
    'Give a template that CloudFormation would accept.',
  );
}
