import pc from 'picocolors';
import { printable } from '../../shared/config/printable.ts';
import type { Obstacle } from '../bootstrap/preflight/preflight.ts';
import type { ViewOptions } from './plan-view-options.ts';
import { wrapped } from './plan-view-wrap.ts';

/** Whoever mends the first twenty sees the rest. */
const mostShown = 20;

/**
 * Why the plan would not be applied. Nothing where it would.
 *
 * @param changes whether it has any; if not, the next one meets them.
 */
export function renderObstacles(
  obstacles: readonly Obstacle[],
  changes: boolean,
  { colour, width }: ViewOptions,
): string {
  const colours = pc.createColors(colour);
  if (obstacles.length === 0) return '';
  const shown = obstacles
    .slice(0, mostShown)
    .flatMap(({ target, statement, message, remedy }) => [
      colours.red(`  ✗ ${printable(target, 300)}${statement === undefined ? '' : `: ${printable(statement, 300)}`}`),
      ...wrapped(printable(message, 1000), width, '    ').map((line) => colours.red(line)),
      ...wrapped(printable(remedy, 600), width, '    '),
    ]);
  const more = obstacles.length > mostShown ? [`  and ${obstacles.length - mostShown} more (--json lists them)`] : [];
  const title = changes ? 'This plan must not be applied' : 'No plan could be applied as it is';
  return [colours.red(colours.bold(title)), ...shown, ...more].join('\n');
}
