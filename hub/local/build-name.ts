import { readFileSync } from 'node:fs';

/** Name and version of this build, such as `gatehouse/0.1.0`: what a record says decided the call. */
export function buildName(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    name: string;
    version: string;
  };
  return `${manifest.name}/${manifest.version}`;
}
