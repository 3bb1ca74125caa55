import { describe, expect, it } from 'vitest';
import { applicablePolicies } from '../../../pipelines/policy/applicable-policies.ts';
import { synthesizeHub } from '../../../pipelines/policy/synthesize-hub.ts';
import { type SynthesizedRole, synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import type { AccessRequest } from '../../../shared/iam/access-request.ts';
import { authorize } from '../../../shared/iam/authorize.ts';
import { type Condition, parsePolicy } from '../../../shared/iam/policy-document.ts';
import { waysOut } from './ways-out.ts';

const stacks = synthesizeHub('governance.yaml');
const policies = synthesizedPolicies(stacks);

/** Which endpoint an action goes through, where its prefix is not the endpoint's name. */
const through: Readonly<Record<string, string>> = { bedrock: 'bedrock-runtime', cloudwatch: 'monitoring' };

function endpointIdFor(action: string): string | undefined {
  const [prefix = ''] = action.split(':');
  return policies.endpoints.find(({ service }) => service.endsWith(`.${through[prefix] ?? prefix}`))?.endpointId;
}

/** What the role's own policies allow, one request for each action and resource; wildcards stand for something. */
function grantsOf(role: SynthesizedRole): readonly AccessRequest[] {
  const allows = role.identity
    .flatMap(({ document }) => document.statements)
    .filter(({ effect, condition }) => effect === 'Allow' && !isMadeByAService(condition));
  return allows
    .flatMap(({ action, resource }) =>
      action.patterns.flatMap((name) =>
        (resource?.patterns ?? []).map((arn) => ({
          principal: { arn: role.arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/').concat('/session') },
          action: name,
          resource: arn.replaceAll('*', 'something'),
          context: {
            'aws:PrincipalOrgID': 'o-exampleorg1',
            'aws:SourceVpce': endpointIdFor(name) ?? 'none',
            'cloudwatch:namespace': 'Gatehouse',
          },
        })),
      ),
    )
    .filter(({ action }) => !lambdaItself.test(action));
}

/** What the Lambda service does in the role of a function, from outside of the VPC: interfaces, logs, dead letters. */
const lambdaItself = /^(?:ec2|logs|sqs):/;

/** Keys that S3, DynamoDB, SQS or Lambda use for the role: those calls do not leave the VPC either. */
function isMadeByAService(condition: readonly Condition[]): boolean {
  return condition.some(({ key }) => /^kms:(?:ViaService|EncryptionContext:aws:lambda:FunctionArn)$/.test(key));
}

/** The CDK's own role, for a function that runs outside the VPC. */
const roles = policies.roles.filter(({ name }) => name.startsWith('gatehouse-'));

describe('the whole hub', () => {
  it('has no way out in any of its stacks', () => {
    const ways = stacks.flatMap(({ template }) => waysOut(JSON.parse(JSON.stringify(template))));
    expect(ways.map(({ to, via }) => `${to} by ${via}`).toSorted()).toEqual([
      'dynamodb by gateway endpoint',
      'dynamodb by gateway endpoint',
      's3 by gateway endpoint',
      's3 by gateway endpoint',
    ]);
  });

  it('has endpoints to whatever its roles may do: none grants what a fence would stop', () => {
    const requests = roles.flatMap(grantsOf);
    expect(requests.filter(({ action }) => action === 'bedrock:InvokeModel').length).toBeGreaterThan(0);
    const stopped = requests.filter((request) => {
      const { endpoint } = applicablePolicies(request, policies);
      return !authorize(request, { endpoint: endpoint ?? [], identity: [anything({})], resource: [open] }).allowed;
    });
    expect(stopped.map(({ principal, action, resource }) => `${principal.arn} ${action} ${resource}`)).toEqual([]);
  });

  it('lets its invocation roles reach Bedrock through its endpoint, and no other way', () => {
    const invocations = roles
      .flatMap(grantsOf)
      .filter(({ action, resource }) => action === 'bedrock:InvokeModel' && resource.includes(':inference-profile/'));
    expect(invocations.length).toBeGreaterThan(0);
    const decide = (request: AccessRequest, vpce: string) => {
      const guarded = guardrailOf(request);
      const asked = { ...request, context: { ...request.context, ...guarded, 'aws:SourceVpce': vpce } };
      return authorize(asked, applicablePolicies(asked, policies)).allowed;
    };
    for (const request of invocations) {
      expect(decide(request, endpointIdFor(request.action) ?? '')).toBe(true);
      expect(decide(request, 'vpce-0123456789abcdef0')).toBe(false);
    }
  });
});

const anything = (who: object) => ({
  name: 'anything',
  document: parsePolicy({ Statement: { ...who, Effect: 'Allow', Action: '*', Resource: '*' } }),
});
/** Keys and roles are opened by their own policies alone. */
const open = anything({ Principal: '*' });

/** The guardrail that the role's policy demands. */
function guardrailOf({ principal }: AccessRequest): Readonly<Record<string, string>> {
  const name = principal.arn.split('/')[1];
  const conditions = roles
    .filter((role) => role.name === name)
    .flatMap(({ identity }) => identity.flatMap(({ document }) => document.statements))
    .flatMap(({ condition }) => condition);
  const value = conditions.find(({ key }) => key === 'bedrock:GuardrailIdentifier')?.values[0];
  return value === undefined ? {} : { 'bedrock:GuardrailIdentifier': value };
}
