import pc from 'picocolors';
import { canonicalJson } from '../../shared/canonical-json.ts';
import { printable } from '../../shared/config/printable.ts';
import type { ViewOptions } from './plan-view-options.ts';

const mostShown = 20;

/** The resources of a new template, by type. */
export function newResources(body: string, { colour }: ViewOptions): readonly string[] {
  const colours = pc.createColors(colour);
  const types = Map.groupBy(sectionOf(body, 'Resources').values(), typeOf);
  return capped([...types].sort().map(([type, those]) => colours.green(`+ ${those.length} × ${printable(type, 100)}`)));
}

/** What two templates differ in: resources by logical id, and other sections by name. */
export function changedResources(before: string, after: string, { colour }: ViewOptions): readonly string[] {
  const colours = pc.createColors(colour);
  const [old, now] = [sectionOf(before, 'Resources'), sectionOf(after, 'Resources')];
  const line = (sign: string, id: string, resource: unknown) =>
    `${sign} ${printable(id, 100)} (${printable(typeOf(resource), 100)})`;
  const resources = [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((id): readonly string[] => {
    const [was, is] = [old.get(id), now.get(id)];
    if (was === undefined) return [colours.green(line('+', id, is))];
    if (is === undefined) return [colours.red(line('-', id, was))];
    return canonical(was) === canonical(is) ? [] : [colours.yellow(line('~', id, is))];
  });
  const others = ['Parameters', 'Conditions', 'Outputs', 'Mappings'].filter(
    (section) => canonical(textOf(before, section)) !== canonical(textOf(after, section)),
  );
  return capped([...resources, ...others.map((section) => colours.yellow(`~ ${section}`))]);
}

function sectionOf(body: string, section: string): ReadonlyMap<string, unknown> {
  const found = textOf(body, section);
  return new Map(typeof found === 'object' && found !== null ? Object.entries(found) : []);
}

/** Undefined where the template has no such section, or is none. */
function textOf(body: string, section: string): unknown {
  try {
    const template: unknown = JSON.parse(body);
    return typeof template === 'object' && template !== null && Object.hasOwn(template, section)
      ? (template as Readonly<Record<string, unknown>>)[section]
      : undefined;
  } catch {
    return undefined;
  }
}

function typeOf(resource: unknown): string {
  const type = typeof resource === 'object' && resource !== null && 'Type' in resource ? resource.Type : undefined;
  return typeof type === 'string' ? type : 'no type';
}

function canonical(value: unknown): string {
  return value === undefined ? '' : canonicalJson(value);
}

function capped(lines: readonly string[]): readonly string[] {
  const more = lines.length - mostShown;
  return more > 0 ? [...lines.slice(0, mostShown), `… ${more} more`] : lines;
}
