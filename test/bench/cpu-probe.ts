// Loaded into every measured server with --import: answers, over the IPC channel, how much processor time the process has used.
// `process.cpuUsage` counts all threads of the process, user and system, in microseconds.
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.send) {
  process.on('message', (message) => {
    if (message === 'cpu') process.send?.({ kind: 'cpu', ...process.cpuUsage() });
  });
  // The benchmark's channel must not keep alive a server that wants to end.
  process.channel?.unref();
}
