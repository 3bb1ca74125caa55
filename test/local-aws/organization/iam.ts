/** As much of IAM as says what the caller may. */

import { covers } from './action-pattern.ts';
import { optionalNumber, optionalText, requiredText, texts } from './fields.ts';
import type { Answer, Asked, Service } from './service.ts';
import { ServiceError } from './service-error.ts';

export const iam: Service = { reads: { GetRole: getRole, SimulatePrincipalPolicy: simulate }, writes: {} };

const required = (name: string) => new ServiceError('ValidationError', `${name} must not be null`);

/** Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
function getRole({ world, input }: Asked): Answer {
  const name = requiredText(input, 'RoleName', required);
  const arn = world.caller.roles.find((role) => role.split('/').at(-1) === name);
  if (arn === undefined)
    throw new ServiceError('NoSuchEntity', `The role with name ${name} cannot be found.`, { status: 404 });
  const path = arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
  return {
    Role: { Path: path, RoleName: name, RoleId: 'AROAEXAMPLEEXAMPLE', Arn: arn, CreateDate: '2026-01-01T00:00:00Z' },
  };
}

/** Whatever the test did not deny is allowed. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
function simulate({ world, input, behaviour, pager }: Asked): Answer {
  const arn = requiredText(input, 'PolicySourceArn', required);
  if (!/^arn:[\w-]+:iam::\d{12}:(role|user|group)\//.test(arn))
    throw new ServiceError('InvalidInput', `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  if (arn.includes(':role/') && !world.caller.roles.includes(arn))
    throw new ServiceError('NoSuchEntity', `The role ${arn} cannot be found.`, { status: 404 });
  const actions = texts(input, 'ActionNames');
  if (actions.length === 0) throw required('actionNames');
  const page = pager.page(actions, (action) => action, {
    list: `SimulatePrincipalPolicy ${arn}`,
    token: optionalText(input, 'Marker'),
    size: optionalNumber(input, 'MaxItems'),
    most: 100,
  });
  return {
    EvaluationResults: page.items.map((action) => ({
      EvalActionName: action,
      EvalResourceName: '*',
      EvalDecision: covers(behaviour.denied, action) ? 'implicitDeny' : 'allowed',
    })),
    IsTruncated: page.next !== undefined,
    Marker: page.next,
  };
}
