import type { PolicyBundle } from '../../shared/config/bundle.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { hubParameter } from '../../shared/names/parameter-paths.ts';
import { workloadBoundary } from './application-role.ts';
import type { TemplatePart } from './cloudformation.ts';
import { hubAddress } from './hub-address.ts';

/** Where the hub is: for every account of applications, even before it has one. */
export function hubAddressPart(bundle: PolicyBundle): TemplatePart {
  return {
    key: 'hub-address',
    resources: {
      HubAddress: {
        Type: 'AWS::SSM::Parameter',
        Properties: {
          Name: hubParameter,
          Description: 'Where the hub is',
          Type: 'String',
          Value: JSON.stringify(hubAddress(bundle)),
        },
      },
    },
  };
}

/**
 * The boundary of the roles in a template. Each template has one of its own: a StackSet brings its stacks to a new account without waiting for another's, and IAM makes no role under a boundary
 * that is not there. It also keeps a template from being empty where none of its applications is.
 *
 * @param boundary logical id.
 */
export function boundaryPart(hub: HubPolicy, boundary: string, name: string): TemplatePart {
  return {
    key: 'boundary',
    resources: {
      [boundary]: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          ManagedPolicyName: name,
          Description: 'The most that roles made by Gatehouse for workloads can do: call the hub',
          PolicyDocument: workloadBoundary(hub),
        },
      },
    },
  };
}
