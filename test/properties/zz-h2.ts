import { connect } from 'node:http2';
import fc from 'fast-check';
import { startHubProcess } from '../faults/hub-process.ts';
import { assumeCallerRole } from '../faults/assume-role.ts';
import { signRequest } from '../faults/sign-request.ts';
import { hostileRequests } from './hostile-requests.ts';
import { mkdtempSync } from 'node:fs';
const state = mkdtempSync('/tmp/zz-');
const hub = await startHubProcess({ state, governance: 'governance.yaml' });
const keys: Record<string, any> = {};
for (const a of ['claims-assistant', 'research-desk', 'marketing-studio']) keys[a] = await assumeCallerRole(hub.origin, state, a);


const session = connect(hub.origin); session.on('error', () => {});
const cases = fc.sample(hostileRequests(65536), { seed: 5, numRuns: 6000 }).filter((c) => c.kind.endsWith(' body'));
const it = cases.values(); let n = 0, bad = 0;
await Promise.all(Array.from({length: 8}, async () => { for (const c of it) {
  const host = `127.0.0.1:${hub.port}`;
  const h = Object.fromEntries(signRequest({ ...c, host }, keys[c.signing!.application], { region: 'us-east-1', service: 'bedrock' }));
  const r = await new Promise((resolve) => {
    const s = session.request({ ':method': 'POST', ':path': c.path, 'x-len': String(c.body.length), ...h });
    let st = 0;
    s.on('response', (x) => { st = x[':status'] as number; }); s.on('data', () => {}); s.on('error', () => {}); s.on('close', () => resolve(st));
    s.end(c.body);
  });
  n++; if (r === 0) bad++;
}}));
console.log(n, bad);
await new Promise((r) => setTimeout(r, 700));
console.log(hub.output().split('\n').filter((l) => /OPEN|LEAK|Error|at /.test(l)).slice(0, 25).join('\n'));
hub.signal('SIGTERM');
console.log(hub.output().split('\n').filter((l) => /broken|failed|malformed/.test(l)).slice(0, 5));
