import pc from 'picocolors';
import type { BundlePointer } from '../../hub/gateway/bundle-pointer.ts';
import { printable } from '../../shared/config/printable.ts';
import type { BundleChange } from './bundle-changes.ts';
import type { Publication } from './publication.ts';

const signs = { added: '+', removed: '-', changed: '~' } as const;

/** What a publication would change, for a person who is to agree to it. */
export function renderPublication({ found, name, changes, facts, compiled }: Publication, colour: boolean): string {
  const colours = pc.createColors(colour);
  const paints = { added: colours.green, removed: colours.red, changed: colours.yellow };
  const line = ({ kind, what }: BundleChange) => `  ${paints[kind](signs[kind])} ${printable(what, 200)}\n`;
  const without = Object.keys(compiled.bundle.applications).filter(
    (application) => !Object.hasOwn(facts.inferenceProfiles, application),
  );
  return [
    `rules  ${found?.pointer.hash ?? 'none'}\n    -> ${name.hash}\n`,
    ...changes.map(line),
    without.length === 0
      ? ''
      : `Without inference profiles, so that their models are asked under their own names: ${without.join(', ')}\n`,
  ].join('');
}

/** Which rules are in force, since when, and before them. */
export function renderPointer({ hash, facts, publishedAt, previous }: BundlePointer): string {
  const before = previous.map((one) => `before  ${one.hash} until ${one.replacedAt}\n`);
  return `rules   ${hash} since ${publishedAt}\nfacts   ${facts}\n${before.join('')}`;
}
