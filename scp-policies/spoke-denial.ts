import { authorize } from '../shared/iam/authorize.ts';
import { parsePolicy } from '../shared/iam/policy-document.ts';
import type { NamedPolicy } from '../shared/iam/statement-match.ts';
import { exampleActors } from './example-requests.ts';
import type { PolicyContext } from './policy.ts';

const everything = {
  name: 'everything',
  document: parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }),
};

/**
 * Which statement denies an action to every principal of a spoke, whatever its account grants: a developer, an administrator, the root user, break-glass and a StackSet; of every resource given, through an
 * inference profile or not.
 *
 * @param policies Service control policies of the spokes' units, as they are attached.
 * @returns The policy, and the statement where it has a name; undefined where somebody is let through.
 */
export function spokeDenial(
  policies: readonly NamedPolicy[],
  context: PolicyContext,
): (action: string, resources: readonly string[]) => string | undefined {
  const { developer, administrator, root, user, breakGlass, organizationDeployer } = exampleActors(context);
  const principals = [developer, administrator, user, breakGlass, organizationDeployer, root];
  const { partition, region, accountId } = context.hub;
  const profile = `arn:${partition}:bedrock:${region}:${accountId}:inference-profile/global.anthropic.claude-haiku-4-5-20251001-v1:0`;
  const contexts = [{}, { 'bedrock:InferenceProfileArn': profile, 'aws:RequestedRegion': 'unspecified' }];
  const set = { identity: [everything], serviceControl: [[everything, ...policies]] };
  return (action, resources) => {
    const decisions = principals.flatMap((principal) =>
      ['*', ...resources].flatMap((resource) =>
        contexts.map((keys) => authorize({ principal, action, resource, context: keys }, set)),
      ),
    );
    const [first] = decisions;
    if (!decisions.every(({ reason, by }) => reason === 'explicit-deny' && by === 'serviceControl')) return undefined;
    const { policy = '', sid } = first?.statement ?? {};
    return sid === undefined ? policy : `${policy}, ${sid}`;
  };
}
