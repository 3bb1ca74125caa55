import type { CommandIo } from './command-io.ts';

export interface ProgressLine {
  tell(done: number, of: number): void;
  /** To be called before anything else is printed. */
  end(): void;
}

const everyMs = 250;
const barWidth = 24;

/** How far long work is, on a terminal, a few times a second; elsewhere nothing. */
export function progressLine(io: CommandIo, what: string): ProgressLine {
  if (!io.progress) return { tell: () => undefined, end: () => undefined };
  let shownAt = performance.now();
  let shown = false;
  return {
    tell(done, of) {
      if (performance.now() - shownAt < everyMs) return;
      shownAt = performance.now();
      shown = true;
      const filled = Math.floor((done / Math.max(of, 1)) * barWidth);
      const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
      io.error(`\r${bar} ${done.toLocaleString('en-US')} of ${of.toLocaleString('en-US')} ${what} `);
    },
    end: () => io.error(shown ? '\n' : ''),
  };
}
