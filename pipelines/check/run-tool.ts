import { spawn } from 'node:child_process';
import type { Finding } from './runner.ts';

/** Runs a program to its end without a terminal; it passes with exit status 0. What it prints matters only when it fails. */
export function runTool(cwd: string, program: string, args: readonly string[]): Promise<Finding> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => resolve({ passed: false, output: `could not be started: ${error.message}` }));
    child.on('close', (status) =>
      resolve(
        status === 0
          ? { passed: true, output: '' }
          : { passed: false, output: Buffer.concat(chunks).toString().trim() },
      ),
    );
  });
}
