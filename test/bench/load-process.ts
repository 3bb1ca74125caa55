import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { LoadJob, LoadResult } from './load-job.ts';

/** The load generator's process, seen from the benchmark. */
export class LoadProcess {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, 'load.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });

  run(job: LoadJob): Promise<LoadResult> {
    return new Promise((resolve, reject) => {
      this.#child.removeAllListeners();
      this.#child.on('message', (result: LoadResult) => {
        if (result.id === job.id) resolve(result);
      });
      this.#child.once('exit', (code) =>
        reject(new Error(`The load generator ended with status ${code} during a job.`)),
      );
      this.#child.send(job);
    });
  }

  stop(): void {
    this.#child.removeAllListeners();
    this.#child.kill('SIGTERM');
  }
}
