import type {
  CloudFormationTemplate,
  StackEnvironment,
  SynthesizedStack,
} from '../../../pipelines/policy/synthesized-stack.ts';

const home: StackEnvironment = { partition: 'aws', account: '111122223333', region: 'us-east-1' };

/** A stack named `Hub` in a made-up account, of these resources. */
export function stackOf(
  Resources: CloudFormationTemplate['Resources'],
  rest: Omit<CloudFormationTemplate, 'Resources'> & {
    readonly name?: string;
    readonly environment?: StackEnvironment;
  } = {},
): SynthesizedStack {
  const { name = 'Hub', environment = home, ...template } = rest;
  return { name, environment, template: { ...template, ...(Resources === undefined ? {} : { Resources }) } };
}

export const trustLambda = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

export function allowing(Action: unknown, Resource: unknown, extra = {}): Readonly<Record<string, unknown>> {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource, ...extra }] };
}
