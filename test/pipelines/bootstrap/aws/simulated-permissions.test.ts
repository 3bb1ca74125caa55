import type { SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { Calls, usualPatience } from '../../../../pipelines/bootstrap/aws/calls.ts';
import type { DeskClients } from '../../../../pipelines/bootstrap/aws/desk-clients.ts';
import type { DeskParts } from '../../../../pipelines/bootstrap/aws/desk-parts.ts';
import { deniedActions } from '../../../../pipelines/bootstrap/aws/simulated-permissions.ts';
import { globTokens, matchesGlob } from '../../../../shared/iam/glob.ts';
import { quickClock } from './desk.fixture.ts';

const account = '111111111111';

/** IAM, for a role that is allowed these actions on these resources: the stand-in knows no resources. */
function partsOf(partition: string, allowed: Readonly<Record<string, string>>) {
  const asked: SimulatePrincipalPolicyCommand['input'][] = [];
  const arn = `arn:${partition}:iam::${account}:user/deployer`;
  const clients = {
    sts: { send: async () => ({ Arn: arn, Account: account }) },
    iam: {
      send: async ({ input }: SimulatePrincipalPolicyCommand) => {
        asked.push(input);
        const [resource = '*'] = input.ResourceArns ?? [];
        const EvaluationResults = input.ActionNames?.map((action) => {
          const pattern = allowed[action];
          const may =
            pattern !== undefined &&
            (pattern === '*' || (resource !== '*' && matchesGlob(globTokens(pattern), resource)));
          return { EvalActionName: action, EvalDecision: may ? 'allowed' : 'implicitDeny' };
        });
        return { EvaluationResults };
      },
    },
  };
  const clock = quickClock();
  const parts: DeskParts = {
    clients: clients as unknown as DeskClients,
    calls: new Calls(clock, usualPatience.call),
    clock,
    patience: usualPatience,
    standsIn: false,
  };
  return { parts, asked };
}

const actions = ['cloudformation:CreateStackInstances', 'bedrock:PutResourcePolicy', 'organizations:AttachPolicy'];

describe('permissions of a role that is allowed no more than Gatehouse needs', () => {
  it.each([
    ['aws', 'eu-central-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-eusc', 'eusc-de-east-1'],
  ])('are not missing because they are bound to its own StackSets and guardrails: %s', async (partition, region) => {
    const { parts } = partsOf(partition, {
      'cloudformation:CreateStackInstances': `arn:${partition}:cloudformation:${region}:${account}:stackset/Gatehouse*`,
      'bedrock:PutResourcePolicy': `arn:${partition}:bedrock:*:${account}:guardrail/*`,
      'organizations:AttachPolicy': '*',
    });
    expect(await deniedActions(parts, region, actions)).toEqual([]);
  });

  it('are missing where they are bound to something else', async () => {
    const { parts } = partsOf('aws', {
      'cloudformation:CreateStackInstances': 'arn:aws:cloudformation:*:*:stackset/Other*',
      'organizations:AttachPolicy': 'arn:aws:organizations::*:policy/*',
    });
    expect(await deniedActions(parts, 'eu-central-1', actions)).toEqual(actions);
  });

  it('are asked with the policy types and services that the engine asks for', async () => {
    const { parts, asked } = partsOf('aws', {});
    await deniedActions(parts, 'eu-central-1', actions);
    const names = asked[0]?.ContextEntries?.map(({ ContextKeyName }) => ContextKeyName);
    expect(names).toEqual(['organizations:PolicyType', 'organizations:ServicePrincipal']);
    expect(asked[0]?.ContextEntries?.[0]?.ContextKeyValues).toContain('SERVICE_CONTROL_POLICY');
  });

  it('are missing where IAM leaves them out of its answer', async () => {
    const { parts } = partsOf('aws', {});
    parts.clients.iam.send = async () => ({ EvaluationResults: [], $metadata: {} });
    expect(await deniedActions(parts, 'eu-central-1', actions)).toEqual(actions);
  });

  describe('where nobody simulates', () => {
    const notImplemented = () => {
      const error = Object.assign(new Error('The action has not been implemented'), {
        $metadata: { httpStatusCode: 500 },
      });
      return Promise.reject(error);
    };

    it('are not known to be missing to an emulator of AWS', async () => {
      const { parts } = partsOf('aws', {});
      parts.clients.iam.send = notImplemented;
      expect(await deniedActions({ ...parts, standsIn: true }, 'eu-central-1', actions)).toEqual([]);
    });

    it('are never taken for granted by AWS', async () => {
      const { parts } = partsOf('aws', {});
      parts.clients.iam.send = notImplemented;
      await expect(deniedActions(parts, 'eu-central-1', actions)).rejects.toThrow('not been implemented');
    });

    it('are missing where an emulator says no', async () => {
      const { parts } = partsOf('aws', {});
      const denied = Object.assign(new Error('no'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
      parts.clients.iam.send = () => Promise.reject(denied);
      await expect(deniedActions({ ...parts, standsIn: true }, 'eu-central-1', actions)).rejects.toThrow('no');
    });
  });
});
