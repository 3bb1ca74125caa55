import { describe, expect, it } from 'vitest';
import type { Diagram } from '../../../pipelines/diagram/diagram.ts';
import { withDiagram } from '../../../pipelines/diagram/marked-block.ts';
import { mermaid } from '../../../pipelines/diagram/mermaid.ts';
import { faultOf } from '../../hub/gateway/faults.ts';

const diagram: Diagram = {
  nodes: [
    { id: 'b', label: 'table "b"', shape: 'store', group: 'Evidence' },
    { id: 'a', label: 'gateway', shape: 'function', group: 'Functions' },
    { id: 'r', label: '4 caller roles', shape: 'role', group: 'Access' },
  ],
  edges: [
    { from: 'a', to: 'b', label: 'writes' },
    { from: 'r', to: 'a', label: 'calls' },
    { from: 'a', to: 'b', label: 'reads' },
    { from: 'a', to: 'b', label: 'writes' },
  ],
};

describe('a Mermaid flowchart', () => {
  it('groups boxes, and has one arrow for each pair', () => {
    expect(mermaid(diagram).split('\n')).toEqual([
      'flowchart LR',
      '  subgraph g0["Access"]',
      '    r(["4 caller roles"])',
      '  end',
      '  subgraph g1["Evidence"]',
      '    b[("table #quot;b#quot;")]',
      '  end',
      '  subgraph g2["Functions"]',
      '    a["gateway"]',
      '  end',
      '  a -- "reads, writes" --> b',
      '  r -- "calls" --> a',
    ]);
  });

  it('is the same whatever order it is given', () => {
    const turned = { nodes: diagram.nodes.toReversed(), edges: diagram.edges.toReversed() };
    expect(mermaid(turned)).toBe(mermaid(diagram));
  });
});

const begin = '<!-- gatehouse diagram: begin (written by `npx gatehouse diagram --write`) -->';
const end = '<!-- gatehouse diagram: end -->';

describe('the place of the diagram in a page', () => {
  it('keeps everything around it, and is filled in the same way however often', () => {
    const once = withDiagram(`before\n\n${begin}\n${end}\n\nafter\n`, 'flowchart LR');
    expect(once).toBe(`before\n\n${begin}\n\n\`\`\`mermaid\nflowchart LR\n\`\`\`\n\n${end}\n\nafter\n`);
    expect(withDiagram(once, 'flowchart LR')).toBe(once);
  });

  it.each(['nothing here', `${begin} and no end`, `${end} ${begin}`, `${begin}${end}${begin}${end}`])(
    'must be there once: %j',
    async (page) => {
      const fault = await faultOf(() => withDiagram(page, 'flowchart LR'));
      expect([fault.code, fault.remedy.includes(begin)]).toEqual(['usage', true]);
    },
  );
});
