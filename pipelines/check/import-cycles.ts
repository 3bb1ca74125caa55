import { resolveImport } from './import-rules.ts';
import type { Problem } from './problem.ts';
import type { SourceFile } from './source-file.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * Finds files that need each other at run time. Type imports are erased and bind nothing at run time, so they may point back.
 * @returns one problem for each cycle; cycles that share a file with one already reported show once that one is gone.
 */
export function findImportCycles(files: readonly SourceFile[]): readonly Problem[] {
  const graph = runtimeGraph(files);
  const reported = new Set<string>();
  const problems: Problem[] = [];
  for (const start of graph.keys()) {
    const cycle = reported.has(start) ? undefined : shortestWayRound(graph, start);
    if (!cycle || cycle.some((path) => reported.has(path))) continue;
    for (const path of cycle) reported.add(path);
    problems.push({
      where: start,
      rule: 'no-import-cycles',
      message: `files import each other: ${[...cycle, start].join(' → ')}.`,
      remedy: 'Move what both need into a file of its own, or pass it in.',
    });
  }
  return problems;
}

function runtimeGraph(files: readonly SourceFile[]): Graph {
  const known = new Set(files.map((file) => file.path));
  return new Map(
    files.map((file) => {
      const runtime = file.imports.filter((site) => !site.typeOnly);
      const targets = runtime.map((site) => resolveImport(file.path, site.specifier));
      return [file.path, [...new Set(targets)].filter((target) => known.has(target))];
    }),
  );
}

/** Breadth first from `start` back to itself: the files on the way, `start` first; undefined where no way leads back. */
function shortestWayRound(graph: Graph, start: string): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const path of queue) {
    for (const target of graph.get(path) ?? []) {
      if (target === start) return wayFrom(start, path, cameFrom);
      if (cameFrom.has(target)) continue;
      cameFrom.set(target, path);
      queue.push(target);
    }
  }
  return undefined;
}

function wayFrom(start: string, end: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const way = [end];
  for (let path = end; path !== start; ) {
    path = cameFrom.get(path) ?? start;
    way.unshift(path);
  }
  return way;
}
