import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { EvidenceDirectory } from '../../hub/audit/evidence-directory.ts';
import { PackLog } from '../../hub/audit/pack-log.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

it('lets go of contents once they are on disk, though it remembers their keys', async () => {
  const root = mkdtempSync(join(tmpdir(), 'gatehouse-memory-'));
  const log = new PackLog(root, { now: Date.now });
  const evidence = new EvidenceDirectory(root, log);
  const content = (index: number) => ({
    key: `content/${index}`,
    body: Buffer.alloc(1_000_000, index),
    retainUntilMs: Date.now() + 86_400_000,
  });
  const bodies: WeakRef<Uint8Array>[] = [];
  for (let index = 0; index < 20; index++) {
    const object = content(index);
    bodies.push(new WeakRef(object.body));
    await evidence.put(object);
  }
  await log.close();
  await setImmediate();
  collectGarbage();
  // The last one or two may still stand on the stack.
  expect(bodies.filter((body) => body.deref() !== undefined).length).toBeLessThan(3);
  await expect(evidence.put(content(0))).resolves.toMatchObject({ key: 'content/0' });
  await log.close();
  rmSync(root, { recursive: true });
});
