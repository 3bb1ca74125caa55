import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnGuardrail, CfnGuardrailVersion, CfnResourcePolicy } from 'aws-cdk-lib/aws-bedrock';
import { Construct } from 'constructs';
import type { BedrockGuardrailPolicy, PolicyBundle } from '../../shared/config/bundle.ts';
import { definitionHash, guardrailDefinition } from './guardrail-definition.ts';
import type { DeployedGuardrail } from './with-deployed-guardrails.ts';

export interface GuardrailProps {
  readonly bundle: PolicyBundle;
  /** Its name in the bundle. */
  readonly name: string;
  /** KMS key that encrypts its definition. */
  readonly keyArn: string;
}

/**
 * A guardrail of the rules, with a numbered version of what it is now. A version never changes: the version resource is named after the definition, so other rules make another one, and the one before stays, with the
 * records that name it and the functions that still ask for it.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-versions-create.html
 *
 * @example new Guardrail(stack, 'customer-data', { bundle, name: 'customer-data', keyArn }).deployed.version;
 */
export class Guardrail extends Construct {
  readonly arn: string;
  readonly deployed: DeployedGuardrail;

  constructor(scope: Construct, id: string, { bundle, name, keyArn }: GuardrailProps) {
    super(scope, id);
    const definition = guardrailDefinition(bundle, name);
    const hash = definitionHash(definition);
    const policy = bundle.guardrails[name]?.bedrock;
    const guardrail = new CfnGuardrail(this, 'Guardrail', {
      ...definition,
      name: `gatehouse-${name}`,
      ...(policy?.description != null && { description: policy.description }),
      kmsKeyArn: keyArn,
      tags: [{ key: 'gatehouse:guardrail', value: name }],
    });
    // Without it every version is gone, and records name what cannot be looked at any more.
    guardrail.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const version = new CfnGuardrailVersion(this, `Version${hash.slice(0, 16)}`, {
      guardrailIdentifier: guardrail.attrGuardrailId,
      description: `Definition ${hash}`,
    });
    version.applyRemovalPolicy(RemovalPolicy.RETAIN);
    if (policy != null) this.#share(guardrail.attrGuardrailArn, policy.appliedBy, bundle);
    this.arn = guardrail.attrGuardrailArn;
    this.deployed = { identifier: guardrail.attrGuardrailId, version: version.attrVersion, definition: hash };
  }

  /** Other accounts may apply and look at it; what they may not do is change it, whatever their own policies say. */
  #share(resourceArn: string, appliedBy: BedrockGuardrailPolicy['appliedBy'], bundle: PolicyBundle): void {
    if (appliedBy.length === 0) return;
    const { partition } = bundle.hub;
    const accounts = appliedBy === 'organization' ? '*' : appliedBy.map((id) => `arn:${partition}:iam::${id}:root`);
    new CfnResourcePolicy(this, 'AppliedByOthers', {
      resourceArn,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'ApplyWithinTheOrganization',
            Effect: 'Allow',
            Principal: { AWS: accounts },
            Action: ['bedrock:ApplyGuardrail', 'bedrock:GetGuardrail'],
            Resource: [resourceArn],
            Condition: { StringEquals: { 'aws:PrincipalOrgID': bundle.organization.id } },
          },
        ],
      },
    });
  }
}
