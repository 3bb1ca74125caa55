import { Stack, type StackProps } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { GuardrailPolicy, PolicyBundle } from '../../shared/config/bundle.ts';
import { HubKey } from '../access/hub-key.construct.ts';
import type { GuardrailArns } from '../access/invocation-access.ts';
import type { KeyUse } from '../access/key-policy.ts';
import { deployedGuardrailsParameter } from '../access/parameter-names.ts';
import { deployerRoleArn } from '../access/staff-roles.ts';
import { Guardrail } from '../guardrails/guardrail.construct.ts';
import { guardrailProfileArn } from '../guardrails/guardrail-definition.ts';
import type { DeployedGuardrail } from '../guardrails/with-deployed-guardrails.ts';
import { principalArn } from '../network/hub-principals.ts';

export interface GuardrailsStackProps extends StackProps {
  readonly bundle: PolicyBundle;
}

/**
 * The guardrails that the hub deploys. What the deployment makes of them (`deployed`) is handed on with the bundle that they were made from; what existed before is named as the file names it.
 *
 * @example accessStacks(app, { guardrails: new GuardrailsStack(app, 'GatehouseGuardrails', { env, bundle }).arns, ... });
 */
export class GuardrailsStack extends Stack {
  /** All guardrails of the bundle, by name, as policies name them. */
  readonly arns: Readonly<Record<string, GuardrailArns>>;
  /** Those of the hub's own, by name: what `withDeployedGuardrails` takes. */
  readonly deployed: Readonly<Record<string, DeployedGuardrail>>;

  constructor(scope: Construct, id: string, { bundle, ...props }: GuardrailsStackProps) {
    super(scope, id, props);
    const arns: Record<string, GuardrailArns> = Object.create(null);
    const deployed: Record<string, DeployedGuardrail> = Object.create(null);
    const named = Object.entries(bundle.guardrails);
    const keyArn = named.some(([, { bedrock }]) => bedrock !== null) ? this.#key(bundle).keyArn : undefined;
    for (const [name, policy] of named) {
      if (policy.bedrock === null || keyArn === undefined) {
        arns[name] = existing(policy, bundle);
        continue;
      }
      const guardrail = new Guardrail(this, name, { bundle, name, keyArn });
      deployed[name] = guardrail.deployed;
      arns[name] = { ...existing(policy, bundle), arn: guardrail.arn, version: guardrail.deployed.version, keyArn };
    }
    this.arns = arns;
    this.deployed = deployed;
    // Written even where there is nothing to deploy: a stack may not be empty, and who reads it finds an answer.
    new CfnParameter(this, 'DeployedGuardrails', {
      name: deployedGuardrailsParameter,
      description: 'Guardrails of the hub: name to identifier, version and hash of the definition',
      type: 'String',
      tier: 'Intelligent-Tiering',
      value: this.toJsonString(deployed),
    });
  }

  #key(bundle: PolicyBundle): HubKey {
    const { hub } = bundle;
    const uses: KeyUse[] = [
      // Bedrock works with the key through grants that the deployment makes for it: denying all others would stop Bedrock, too.
      {
        sid: 'DeployGuardrails',
        roles: [deployerRoleArn(hub)],
        actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:GenerateDataKey'],
        exclusive: false,
      },
      {
        sid: 'ApplyGuardrails',
        roles: [principalArn('invocation', hub), principalArn('response-filter', hub)],
        actions: ['kms:Decrypt'],
        exclusive: false,
      },
    ];
    return new HubKey(this, 'Key', {
      hub,
      name: 'guardrails',
      description: 'Gatehouse: definitions of guardrails',
      uses,
    });
  }
}

/** A guardrail by the names that the file gives it. */
function existing({ identifier, version, bedrock }: GuardrailPolicy, { hub }: PolicyBundle): GuardrailArns {
  const arn = identifier.startsWith('arn:')
    ? identifier
    : `arn:${hub.partition}:bedrock:${hub.region}:${hub.accountId}:guardrail/${identifier}`;
  const crossRegion = bedrock?.crossRegion;
  const profiles = crossRegion?.regions.map((region) => guardrailProfileArn(crossRegion.profile, region, hub)) ?? [];
  return { arn, version, profiles };
}
