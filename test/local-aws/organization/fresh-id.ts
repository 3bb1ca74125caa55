import { sha256Hex } from '../../../shared/canonical-json.ts';
import type { World } from './world.ts';

/** Letters and digits that follow from what is named and from how often that was named before. */
export function freshId(world: World, kind: string, named: readonly string[], length: number): string {
  const key = [kind, ...named].join('\n');
  const generation = (world.generations[key] ?? 0) + 1;
  world.generations[key] = generation;
  return sha256Hex(`${key}\n${generation}`).slice(0, length);
}
