import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderAwsConfig, writeAwsConfig } from '../../../hub/local/aws-config.ts';
import { examplePolicy } from './policy.fixture.ts';

const policy = examplePolicy();
const origin = 'http://127.0.0.1:8787';
const credentials = {
  issuerId: '0123456789abcdef',
  workloadKey: (roleArn: string) => ({
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: `secret-of-${roleArn.split('/').at(-1)}`,
  }),
};

/** Sections by name, their keys with trimmed values. */
function parse(text: string): Record<string, Record<string, string>> {
  const sections: Record<string, Record<string, string>> = {};
  let section: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const header = /^\[(.+)\]$/.exec(line)?.[1];
    const [, key, value] = /^\s*(\w+) =\s*(.*)$/.exec(line) ?? [];
    if (header !== undefined) section = sections[header] = {};
    else if (key !== undefined) section[key] = value ?? '';
  }
  return sections;
}

describe('the AWS configuration', () => {
  const sections = parse(renderAwsConfig({ policy, credentials, origin }));

  it('has a profile for each application, which assumes its role from its first workload', () => {
    expect(sections['profile claims-assistant']).toEqual({
      role_arn: 'arn:aws:iam::999988887777:role/gatehouse-caller-claims-assistant',
      source_profile: 'claims-assistant-workload',
      role_session_name: 'claims-assistant',
      external_id: '0123456789abcdef',
      region: 'us-east-1',
      services: 'gatehouse-local-claims-assistant',
    });
  });

  it('has a profile with keys for each caller', () => {
    expect(sections['profile research-desk-workload']?.aws_secret_access_key).toBe('secret-of-ResearchApi');
    expect(sections['profile research-desk-workload-2']?.aws_secret_access_key).toBe('secret-of-ResearchBatch');
  });

  it('sends STS to the hub, and Bedrock Runtime to the application', () => {
    const text = renderAwsConfig({ policy, credentials, origin });
    expect(text).toContain(`[services gatehouse-local-claims-assistant]\nsts =\n  endpoint_url = ${origin}\n`);
    expect(text).toContain(`bedrock_runtime =\n  endpoint_url = ${origin}/apps/claims-assistant\n`);
  });

  it.each(['auditor', 'platform'])('has a profile for the %s', (kind) => {
    expect(sections[`profile ${kind}`]).toMatchObject({
      role_arn: `arn:aws:iam::999988887777:role/gatehouse-${kind}`,
      source_profile: `${kind}-workload`,
    });
    expect(sections[`services gatehouse-local-${kind}`]).toHaveProperty('sts');
  });

  it.each(['auditor', 'claims-assistant-workload'])('cannot be made when an application is called %s', (name) => {
    const clash = { ...policy.applications['claims-assistant']!, name };
    const applications = { ...policy.applications, [name]: clash };
    expect(() => renderAwsConfig({ policy: { ...policy, applications }, credentials, origin })).toThrow(
      /Rename the application/,
    );
  });

  it('cannot be made without the keys', () => {
    expect(() =>
      renderAwsConfig({ policy, credentials: { ...credentials, workloadKey: () => undefined }, origin }),
    ).toThrow(/no local key/);
  });

  it('is written for its owner alone', async () => {
    const state = await mkdtemp(join(tmpdir(), 'gatehouse-config-'));
    try {
      const path = await writeAwsConfig(state, { policy, credentials, origin });
      expect(path).toBe(join(state, 'aws', 'config'));
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect(await readFile(path, 'utf8')).toBe(renderAwsConfig({ policy, credentials, origin }));
    } finally {
      await rm(state, { recursive: true, force: true });
    }
  });
});
