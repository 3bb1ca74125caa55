import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SynthesizedFunction } from './cold-functions.ts';
import { percentile } from './percentile.ts';

export interface ColdStart {
  readonly name: string;
  /** From the start of the process to its end, and processor time of the same, in milliseconds. */
  readonly wallMs: number;
  readonly processorMs: number;
  /** Of the files that were loaded. */
  readonly bytes: number;
}

export interface ColdStarts {
  readonly empty: ColdStart;
  readonly functions: readonly ColdStart[];
}

/** Written out at the end of a start: what it took of the processor, and which files of the function it has read. */
const tell =
  'const {user,system}=process.cpuUsage();process.stdout.write(JSON.stringify({cpu:(user+system)/1000,files:Object.keys(require.cache)}),()=>process.exit(0));';
/** As Lambda's Node runtime finds the handler: with a global that streams answers. It ends before anything that was sent could be answered. */
const load = (directory: string) =>
  `globalThis.awslambda={streamifyResponse:(handler)=>handler,HttpResponseStream:{from:(stream)=>stream}};const {handler}=require(${JSON.stringify(join(directory, 'index.js'))});if(typeof handler!=='function')throw new Error('no handler');`;
/** What Lambda sets; nothing listens where services are looked for. */
const fromLambda = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
};

interface Start {
  readonly wallMs: number;
  readonly processorMs: number;
  readonly files: readonly string[];
}

/** Starts Node empty and with each function, in turn, so that what else the machine does meets all alike. */
export function measureStarts(functions: readonly SynthesizedFunction[], rounds: number): ColdStarts {
  const place = mkdtempSync(join(tmpdir(), 'gatehouse-start-'));
  try {
    const programs = [
      { name: 'empty', text: tell, environment: {} },
      ...functions.map(({ name, directory, environment }) => ({ name, text: load(directory) + tell, environment })),
    ].map((program, at) => ({ ...program, file: join(place, `${at}.cjs`), starts: [] as Start[] }));
    for (const { file, text } of programs) writeFileSync(file, text);
    // The first start of each fills the caches of the file system.
    for (let round = 0; round <= rounds; round += 1)
      for (const { file, environment, starts } of programs) {
        const start = startOf(file, environment);
        if (round > 0) starts.push(start);
      }
    const [empty, ...others] = programs.map(({ name, file, starts }) => coldStart(name, file, starts));
    if (empty === undefined) throw new Error('nothing was started');
    return { empty, functions: others };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function startOf(file: string, environment: Readonly<Record<string, string>>): Start {
  const before = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], {
    env: { ...fromLambda, ...environment },
    encoding: 'utf8',
  });
  const wallMs = performance.now() - before;
  if (status !== 0) throw new Error(`a function did not start: ${stderr}`);
  const { cpu, files } = JSON.parse(stdout) as { cpu: number; files: string[] };
  return { wallMs, processorMs: cpu, files };
}

function coldStart(name: string, program: string, starts: readonly Start[]): ColdStart {
  const files = starts[0]?.files.filter((file) => file !== program) ?? [];
  return {
    name,
    wallMs: median(starts.map(({ wallMs }) => wallMs)),
    processorMs: median(starts.map(({ processorMs }) => processorMs)),
    bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
  };
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5) ?? 0;
}
