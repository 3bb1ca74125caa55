import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import type { CommandIo } from './command-io.ts';
import { processIo } from './command-io.ts';

interface DiagramOptions {
  readonly governance: string;
  readonly templates?: string;
  readonly page: string;
  readonly write?: true;
  readonly check?: true;
}

/** `gatehouse diagram`: the hub as a picture, drawn from its templates. */
export function diagramCommand(io: CommandIo = processIo): Command {
  return new Command('diagram')
    .description('print a Mermaid diagram of the hub: what its templates make, and who may do what to what')
    .option('--governance <file>', 'governance file', 'governance.yaml')
    .option('--templates <directory>', 'read the templates of an earlier synth, instead of synthesizing')
    .option('--page <file>', 'page with the marks between which the diagram stands', 'ARCHITECTURE.md')
    .option('--write', 'write it into the page')
    .option('--check', 'say whether the page has it')
    .addHelpText('after', '\nExit codes: 0 done, or the page has it, 1 the page has another, 2 nothing to draw.')
    .action((options: DiagramOptions) => draw(options, io));
}

async function draw({ governance, templates, page, write, check }: DiagramOptions, io: CommandIo): Promise<void> {
  // The CDK takes half a second to load: only who synthesizes should wait for it.
  const { readHub } = await import('../policy/read-hub.ts');
  const { hubDiagram } = await import('../diagram/hub-diagram.ts');
  const { mermaid } = await import('../diagram/mermaid.ts');
  const chart = mermaid(hubDiagram(readHub(governance, templates)));
  if (write === undefined && check === undefined) return io.out(`${chart}\n`);
  const { withDiagram } = await import('../diagram/marked-block.ts');
  const now = readFileSync(page, 'utf8');
  const wanted = withDiagram(now, chart);
  if (write) writeFileSync(page, wanted);
  const current = write === true || now === wanted;
  io.out(
    current ? `${page} is up to date\n` : `${page} has another diagram; write it with: npx gatehouse diagram --write\n`,
  );
  io.exit(current ? 0 : 1);
}
