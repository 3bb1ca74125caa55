// One `gatehouse plan --snapshot` in a process of its own; prints how many changes it found and the most memory that it held.
import { planCommand } from '../../pipelines/cli/plan.ts';

const [governance = '', snapshot = '', state = ''] = process.argv.slice(2);
let said = '';
const io = {
  colour: false,
  progress: false,
  out: (text: string) => {
    said += text;
  },
  error: () => undefined,
  exit: () => undefined,
};
await planCommand(io).parseAsync(['--governance', governance, '--snapshot', snapshot, '--state', state], {
  from: 'user',
});
const last = said.trimEnd().split('\n').at(-1) ?? '';
const changes = [...last.matchAll(/([\d,]+) to /g)].reduce(
  (sum, [, count]) => sum + Number(count?.replace(',', '')),
  0,
);
console.log(JSON.stringify({ changes, megabytes: process.resourceUsage().maxRSS / 1024 }));
