import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateCommand } from '../../../pipelines/cli/validate.ts';

const example = fileURLToPath(new URL('../../../governance.yaml', import.meta.url));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-validate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string | Uint8Array): string {
  const path = join(folder, 'bad.yaml');
  writeFileSync(path, content);
  return path;
}

async function run(args: readonly string[], colour = false) {
  const seen = { out: '', error: '', code: undefined as number | undefined };
  const command = validateCommand({
    colour,
    out: (text) => {
      seen.out += text;
    },
    error: (text) => {
      seen.error += text;
    },
    exit: (code) => {
      seen.code = code;
    },
  });
  await command.parseAsync(args, { from: 'user' });
  return seen;
}

describe('gatehouse validate', () => {
  it('says what the example compiles to, and ends with 0', async () => {
    const { out, error, code } = await run([example]);
    expect(out).toMatch(
      /^governance\.yaml is valid: 4 applications, 7 models, 4 guardrails, policy bundle sha256 [0-9a-f]{64}\n$/,
    );
    expect(error).toBe('');
    expect(code).toBe(0);
  });

  it('prints every problem and their number, and ends with 1', async () => {
    const path = file('organisation: {}\nhub: 1\n');
    const { out, code } = await run([path]);
    expect(out).toContain(
      `${path}:1:1 organisation: found the key 'organisation', which is not known here. Did you mean 'organization'?`,
    );
    expect(out).toContain(`${path}:2:6 hub: found 1, where a map is expected.`);
    expect(out).toMatch(/\n\n7 problems in .*bad\.yaml\n$/);
    expect(code).toBe(1);
  });

  it('shows the source line with a caret', async () => {
    const { out } = await run([file('hub: 1\n')]);
    expect(out).toContain('    hub: 1\n         ^');
  });

  it('colours only where there is a terminal', async () => {
    const path = file('hub: 1\n');
    expect((await run([path], true)).out).toContain('\u001b[31m');
    expect((await run([path], false)).out).not.toContain('\u001b');
  });

  it('answers problems as JSON', async () => {
    const { out, code } = await run(['--json', file('hub: 1\n')]);
    const report = JSON.parse(out);
    expect(report.valid).toBe(false);
    expect(report.problems).toContainEqual(expect.objectContaining({ path: 'hub', line: 1, column: 6, found: '1' }));
    expect(code).toBe(1);
  });

  it('answers validity as JSON', async () => {
    const { out, code } = await run([example, '--json']);
    expect(JSON.parse(out)).toMatchObject({
      valid: true,
      applications: ['claims-assistant', 'note-summarizer', 'research-desk', 'marketing-studio'],
      policyHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(code).toBe(0);
  });

  it.each(['missing.yaml', '.'])('explains that it cannot read %s, and ends with 2', async (name) => {
    const { out, error, code } = await run([join(folder, name)]);
    expect(error).toMatch(/^Cannot read .*\n$/);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  it('ends with 2 for a file that is not UTF-8', async () => {
    const { error, code } = await run([file(Uint8Array.of(0xff, 0xfe, 0x00))]);
    expect(error).toContain('not UTF-8');
    expect(code).toBe(2);
  });
});
