import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { copyOfProject, type SnippetRunner, succeeds } from './snippet-runner.ts';

/** What the documents show of deployments and of the organization. */
export const awsSnippets: readonly SnippetRunner[] = [
  {
    document: 'README.md',
    language: 'sh',
    begins: 'npm run synth',
    // The rule packs run, too.
    timeoutMs: 240_000,
    async run({ text }, hub) {
      const copy = copyOfProject(hub.scratch);
      const { code, stderr } = await hub.paste(text, { cwd: copy });
      expect(code, stderr).toBe(0);
      const templates = readdirSync(join(copy, 'cdk.out')).filter((name) => name.endsWith('.template.json'));
      rmSync(copy, { recursive: true });
      for (const stack of ['Network', 'Functions', 'Edge', 'Evidence', 'Operations'])
        expect(templates).toContain(`Gatehouse${stack}.template.json`);
    },
  },
  {
    document: 'README.md',
    language: 'sh',
    begins: 'npx gatehouse policy table',
    async run({ text }, hub) {
      const { code, stdout } = await hub.paste(text);
      expect(stdout).toContain('Every answer is as expected.');
      expect(stdout).toMatch(/^DENY {2}dynamodb:PutItem .*DenyOtherWriters/m);
      // Of `policy explain`: that the request is denied.
      expect(code).toBe(1);
    },
  },
  {
    document: 'README.md',
    language: 'sh',
    begins: 'npx gatehouse plan --snapshot',
    async run({ text }, hub) {
      const { code, stdout } = await hub.paste(`${text} --state ${join(hub.scratch, 'bootstrap')}`);
      expect(code).toBe(2);
      for (const claim of ['attach gatehouse-scp-spokes-1', 'canary unit', 'allowed → denied', 'Plan: '])
        expect(stdout).toContain(claim);
    },
  },
  {
    document: 'README.md',
    language: 'sh',
    begins: 'npx gatehouse policy bypass',
    async run({ text }, hub) {
      const said = await succeeds(hub.paste(text));
      expect(said).toMatch(/inference-capable/i);
      expect(said).toContain('gatehouse-scp-spokes-1');
    },
  },
  {
    document: 'RUNBOOK.md',
    language: 'sh',
    begins: 'npx gatehouse validate governance.yaml && npx gatehouse policy table',
    async run({ text }, hub) {
      const said = await succeeds(hub.paste(text));
      expect(said).toMatch(/^governance\.yaml is valid: /);
      expect(said).toContain('gatehouse-gateway');
    },
  },
  {
    document: 'ARCHITECTURE.md',
    language: 'mermaid',
    begins: 'flowchart LR',
    async run(_, hub) {
      expect(await succeeds(hub.paste('npx gatehouse diagram --check'))).toContain('ARCHITECTURE.md is up to date');
    },
  },
];
