// Runs a program of this project with the Node version that the lockfile pins, after installing what the lockfile names.
// Plain JavaScript without dependencies: it is the one file that any Node >= 20 must be able to run on a fresh clone.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const windows = process.platform === 'win32';
const pinnedNode = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');

/** `npm ci` is due when nothing is installed, or when the lockfile is newer than what was installed from it. */
function installIsDue() {
  const installed = join(modules, '.package-lock.json');
  if (!existsSync(installed) || !existsSync(pinnedNode)) return true;
  return statSync(join(root, 'package-lock.json')).mtimeMs > statSync(installed).mtimeMs + 1000;
}

function install() {
  // `npm ci` empties the folder first: through a link that would be somebody else's.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error(
      `gatehouse: ${modules} is a link, and what it leads to is older than package-lock.json. Remove the link, or install where it leads to.`,
    );
    process.exit(1);
  }
  console.error('gatehouse: installing dependencies from package-lock.json (once, about half a minute) …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: windows,
  });
  if (npm.status === 0 && existsSync(pinnedNode)) return;
  console.error(
    `gatehouse: 'npm ci' did not finish in ${root}. Check the network path to the npm registry and that install scripts are allowed, then run it by hand.`,
  );
  process.exit(1);
}

/** A `.ts` or `.mjs` path runs as itself; any other name is a program from node_modules/.bin. */
function command([program, ...rest]) {
  if (/\.m?[jt]s$/.test(program)) return [join(root, program), ...rest];
  return [join(modules, '.bin', program), ...rest];
}

if (installIsDue()) install();
const child = spawn(pinnedNode, ['--disable-warning=ExperimentalWarning', ...command(process.argv.slice(2))], {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${dirname(pinnedNode)}${windows ? ';' : ':'}${process.env.PATH}` },
});
// A terminal sends Ctrl-C to the whole process group: the child stops in its own time, and this parent waits for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
