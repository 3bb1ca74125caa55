import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { printable } from '../../../shared/config/printable.ts';
import type { EffectChange } from '../effects/effect-change.ts';

/** What the reader should know, and what is meant: applications that ask models directly today and could not any more. They need the hub first. */
export function lostRoads(effects: readonly EffectChange[], { applications }: PolicyBundle): readonly string[] {
  const closed = effects.filter(
    ({ what, to, who }) => what === 'inference' && to === 'denied' && who.includes('a developer'),
  );
  return Object.values(applications)
    .flatMap(({ name, accountId }) => {
      const actions = new Set(
        closed.filter(({ accounts }) => accounts.includes(accountId)).flatMap((each) => each.actions),
      );
      if (actions.size === 0) return [];
      return [
        `${printable(name)} (account ${accountId}) can ask models directly today, by ${actions.size} actions, and could not any more: it must have moved to the hub before.`,
      ];
    })
    .sort();
}
