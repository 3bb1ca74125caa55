import { z } from 'zod';
import { workloadServices } from '../spoke-policy.ts';
import { roleArn } from './fields.ts';

export const workloadsSchema = z.strictObject({
  services: z
    .array(z.enum(workloadServices).describe('One service. Example: lambda.amazonaws.com'))
    .max(workloadServices.length)
    .default([])
    .describe(
      'Services of AWS that run the application: they may be given its role. pods.eks.amazonaws.com is EKS Pod Identity. Default: none. Example: [lambda.amazonaws.com]',
    ),
  roles: z
    .array(roleArn.describe('One role. Example: arn:aws:iam::111122223333:role/claims-batch'))
    .max(50)
    .default([])
    .describe(
      'IAM roles of the application’s account that may assume its role, for what runs in a role of its own already. Default: none. Example: [arn:aws:iam::111122223333:role/claims-batch]',
    ),
});
