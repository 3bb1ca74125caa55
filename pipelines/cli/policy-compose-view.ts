import pc from 'picocolors';
import type { UnitComposition } from '../../scp-policies/composer/compose-units.ts';

/** For people: each unit's policies with what they take of their quotas, and where each source policy is. */
export function renderCompositions(compositions: readonly UnitComposition[], colour: boolean): string {
  const colours = pc.createColors(colour);
  if (compositions.length === 0) return 'The configuration asks for no policy.\n';
  return compositions
    .map((composition) => {
      const { unit, type, quota, attached, policies } = composition;
      const used = policies.length + attached.length;
      const others = attached.length === 0 ? '' : `, with ${attached.join(', ')}`;
      const lines = [
        colours.bold(`${unit}  ${type}  ${used} of ${quota.slots} slots${others}`),
        ...policies.flatMap(({ name, size, sources }) => [
          `  ${name}  ${figure(size)} of ${figure(quota.characters)} characters`,
          ...sources.map((source) => `    ${source}`),
        ]),
        ...remarksOn(composition).map((remark) => `  ${remark}`),
      ];
      return `${lines.join('\n')}\n`;
    })
    .join('\n');
}

function remarksOn({ moved, fewest, policies, compact }: UnitComposition): readonly string[] {
  const remarks: string[] = [];
  if (compact)
    remarks.push('Statements are merged, Sids left out and actions shortened as far as that saves a policy.');
  if (moved.length > 0) remarks.push(`Moved to another policy: ${moved.join(', ')}.`);
  if (fewest < policies.length)
    remarks.push(`${fewest} would do if nothing had to stay where it is: compose without --previous.`);
  return remarks;
}

/** For programs, and for --previous of the next time. */
export function compositionsJson(compositions: readonly UnitComposition[]): string {
  return `${JSON.stringify({ units: compositions }, null, 2)}\n`;
}

function figure(count: number): string {
  return count.toLocaleString('en-US');
}
