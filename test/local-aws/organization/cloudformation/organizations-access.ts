import type { Service } from '../service.ts';

/** The name under which Organizations trusts StackSets. */
const stackSetsService = 'member.org.stacksets.cloudformation.amazonaws.com';

/**
 * Organizations' own EnableAWSServiceAccess names the service as trusted, but StackSets do not work until they are activated here.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html
 */
export const organizationsAccess: Service = {
  reads: {
    DescribeOrganizationsAccess: ({ world }) => ({ Status: world.stackSetsActivated ? 'ENABLED' : 'DISABLED' }),
  },
  writes: {
    ActivateOrganizationsAccess: ({ world }) => {
      world.stackSetsActivated = true;
      if (!world.trustedServices.includes(stackSetsService)) world.trustedServices.push(stackSetsService);
      return {};
    },
  },
};
