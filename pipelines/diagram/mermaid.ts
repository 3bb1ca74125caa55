import type { Diagram, DiagramEdge, DiagramNode, NodeShape } from './diagram.ts';

/** Brackets around a label. Source: https://mermaid.js.org/syntax/flowchart.html#node-shapes */
const brackets: Readonly<Record<NodeShape, readonly [string, string]>> = {
  function: ['[', ']'],
  role: ['([', '])'],
  store: ['[(', ')]'],
  key: ['{{', '}}'],
  service: ['[[', ']]'],
};

/** A diagram as a Mermaid flowchart, in the same order whatever order it was found in. */
export function mermaid({ nodes, edges }: Diagram): string {
  const groups = [...new Set(nodes.map(({ group }) => group))].toSorted();
  const lines = [
    'flowchart LR',
    ...groups.flatMap((group, at) => [
      `  subgraph g${at}["${text(group)}"]`,
      ...sorted(nodes.filter((node) => node.group === group)).map((node) => `    ${box(node)}`),
      '  end',
    ]),
    ...merged(edges).map(({ from, to, label }) => `  ${from} -- "${text(label)}" --> ${to}`),
  ];
  return lines.join('\n');
}

function sorted(nodes: readonly DiagramNode[]): readonly DiagramNode[] {
  return nodes.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

function box({ id, label, shape }: DiagramNode): string {
  const [open, close] = brackets[shape];
  return `${id}${open}"${text(label)}"${close}`;
}

/** One arrow for each pair, with all that it stands for. */
function merged(edges: readonly DiagramEdge[]): readonly DiagramEdge[] {
  const labels = new Map<string, Set<string>>();
  for (const { from, to, label } of edges) {
    const pair = `${from} ${to}`;
    labels.set(pair, (labels.get(pair) ?? new Set()).add(label));
  }
  return [...labels]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([pair, found]) => {
      const [from = '', to = ''] = pair.split(' ');
      return { from, to, label: [...found].toSorted().join(', ') };
    });
}

/** Within quotation marks Mermaid takes anything but those. */
function text(label: string): string {
  return label.replaceAll('"', '#quot;');
}
