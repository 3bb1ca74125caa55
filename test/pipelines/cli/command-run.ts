import type { CommandIo } from '../../../pipelines/cli/command-io.ts';

/** What a command said, and how it ended. */
export interface Seen {
  out: string;
  error: string;
  code: number | undefined;
}

/** Somewhere to write that remembers. */
export function rememberedIo(colour = false): { readonly io: CommandIo; readonly seen: Seen } {
  const seen: Seen = { out: '', error: '', code: undefined };
  const io: CommandIo = {
    colour,
    progress: false,
    out: (text) => {
      seen.out += text;
    },
    error: (text) => {
      seen.error += text;
    },
    exit: (code) => {
      seen.code = code;
    },
  };
  return { io, seen };
}
