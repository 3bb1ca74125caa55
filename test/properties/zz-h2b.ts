import http2 from 'node:http2';
const [, , mode] = process.argv;
const srv = http2.createServer({ settings: { initialWindowSize: 1024 * 1024, maxConcurrentStreams: 256 } });
srv.on('session', (s) => { if (mode === 'window') s.setLocalWindowSize(8 * 1024 * 1024); });
let opened = 0, closedN = 0;
srv.on('stream', (s) => { opened++; s.on('close', () => closedN++); s.on('data', () => {}); s.on('end', async () => { await new Promise((r) => setTimeout(r, 2)); s.respond({ ':status': 200, 'content-length': 2 }); s.end('ok'); }); });
srv.listen(0, async () => {
  const session = http2.connect(`http://127.0.0.1:${(srv.address() as any).port}`);
  const bodies = [58, 700, 9931, 60000];
  let n = 0, bad = 0;
  await Promise.all(Array.from({ length: 8 }, async () => { while (n < 10000 && bad < 3) {
    const i = n++;
    const body = Buffer.alloc(mode === 'small' ? 50 : mode === 'zero' && i % 3 === 0 ? 0 : bodies[i % 4]!, 'x');
    const r = await new Promise((resolve) => { const s = session.request({ ':method': 'POST', ':path': '/', 'x-a': (mode === 'hdr' ? i : 'a') + 'h'.repeat(1200) }); let st = 0; s.on('response', (h) => { st = h[':status'] as number; }); s.on('data', () => {}); s.on('error', (e) => console.log(mode, i, e.message)); s.on('close', () => resolve(st)); s.end(body); });
    if (r !== 200) bad++;
  }}));
  console.log(mode, 'done', n, opened, closedN); session.destroy(); srv.close();
});
