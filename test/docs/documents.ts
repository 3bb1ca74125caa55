import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** What a newcomer reads, and must therefore be able to do. */
export const documentNames = ['README.md', 'CONTRIBUTING.md', 'RUNBOOK.md', 'ARCHITECTURE.md'] as const;
export type DocumentName = (typeof documentNames)[number];

export interface Snippet {
  readonly document: DocumentName;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** As the fence names it; empty where it does not. */
  readonly language: string;
  readonly text: string;
}

export function readDocument(name: DocumentName): string {
  return readFileSync(join(root, name), 'utf8');
}

/** The fenced blocks of a document. */
export function snippetsOf(document: DocumentName): readonly Snippet[] {
  const snippets: Snippet[] = [];
  let open: { line: number; language: string; lines: string[] } | undefined;
  for (const [index, line] of readDocument(document).split('\n').entries()) {
    const fence = /^\s*```(\S*)/.exec(line);
    if (fence === null) open?.lines.push(line);
    else if (open === undefined) open = { line: index + 1, language: fence[1] ?? '', lines: [] };
    else {
      snippets.push({ document, line: open.line, language: open.language, text: open.lines.join('\n').trim() });
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`${document}:${open.line}: a fence that nothing closes`);
  return snippets;
}

/** What stands between single backticks, outside fenced blocks. */
export function inlineCode(document: DocumentName): readonly string[] {
  const prose = readDocument(document).replace(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? '');
}
