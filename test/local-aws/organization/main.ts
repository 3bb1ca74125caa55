/** The stand-in as a program: `main.ts [--port N] [--state FILE] [--seed FILE] [--with-parent]`. Prints `{"url":"http://127.0.0.1:N"}` when it is ready. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { directControl } from './control/direct-control.ts';
import { listenerOf } from './listener.ts';
import { type Seed, worldOfSeed } from './seed.ts';
import { createStandIn } from './stand-in.ts';
import type { World } from './world.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    state: { type: 'string' },
    seed: { type: 'string' },
    'with-parent': { type: 'boolean', default: false },
  },
});

/** The state that was left behind comes before the seed: a stand-in that is started again goes on. */
function firstWorld({ state, seed }: typeof values): World {
  if (state !== undefined && existsSync(state)) return JSON.parse(readFileSync(state, 'utf8')) as World;
  return worldOfSeed(seed === undefined ? { empty: {} } : (JSON.parse(readFileSync(seed, 'utf8')) as Seed));
}

function saveTo(file: string | undefined): (world: World) => void {
  if (file === undefined) return () => undefined;
  return (world) => {
    writeFileSync(`${file}.new`, JSON.stringify(world));
    renameSync(`${file}.new`, file);
  };
}

const standIn = createStandIn(firstWorld(values), saveTo(values.state), Date.now);
const server = createServer(listenerOf(standIn, directControl(standIn)));
server.listen(Number(values.port), '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
// Whoever started it may be killed: its pipe ends then, and nobody is left to end this process.
if (values['with-parent']) process.stdin.on('end', () => process.exit(0)).resume();
