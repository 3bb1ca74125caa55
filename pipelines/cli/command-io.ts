import pc from 'picocolors';

/** Where a command writes, and how it ends. */
export interface CommandIo {
  /** Whether standard output is a terminal that shows colours. */
  readonly colour: boolean;
  /** Whether standard error is a terminal, so that progress may be shown there. */
  readonly progress: boolean;
  out(text: string): void;
  error(text: string): void;
  exit(code: number): void;
}

export const processIo: CommandIo = {
  colour: process.stdout.isTTY === true && pc.isColorSupported,
  progress: process.stderr.isTTY === true,
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
  exit: (code) => {
    process.exitCode = code;
  },
};
