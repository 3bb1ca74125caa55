import type { Service } from './service.ts';

/** Who asks. Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const sts: Service = {
  reads: {
    GetCallerIdentity: ({ world: { caller } }) => ({
      Arn: caller.arn,
      UserId: 'AROAEXAMPLEEXAMPLE:session',
      Account: caller.arn.split(':')[4],
    }),
  },
  writes: {},
};
