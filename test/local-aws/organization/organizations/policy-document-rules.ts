import type { PolicyType } from '../../../../pipelines/bootstrap/snapshot.ts';
import type { Behaviour } from '../behaviour.ts';
import type { Fields, FieldValue } from '../fields.ts';
import { kindOf } from '../policy-kinds.ts';
import { ServiceError } from '../service-error.ts';
import { constraint } from './refusals.ts';

/** Where the declarations of a type begin. */
const declarations: Readonly<Partial<Record<PolicyType, string>>> = {
  AISERVICES_OPT_OUT: 'services',
  BEDROCK: 'bedrock',
  TAG: 'tags',
};

/**
 * Refuses a document that Organizations would not take.
 * Sources: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html,
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export function checkDocument(type: PolicyType, text: string, behaviour: Behaviour): void {
  const characters = behaviour.quotas[type]?.characters ?? kindOf(type).characters;
  if (text.length > characters)
    throw constraint(
      'POLICY_CONTENT_LIMIT_EXCEEDED',
      `You have exceeded the maximum policy size: ${text.length} of ${characters} characters.`,
    );
  const document = parsed(text);
  const start = declarations[type];
  if (start === undefined) checkStatements(type, document);
  else if (Object.keys(document).some((name) => name !== start) || !isFields(document[start]))
    throw malformed(`it has the one member ${start}.`);
}

function checkStatements(type: PolicyType, document: Fields): void {
  if (document.Version !== '2012-10-17') throw malformed('Version is 2012-10-17.');
  const { Statement } = document;
  const statements = Array.isArray(Statement) ? (Statement as readonly FieldValue[]) : [Statement];
  for (const statement of statements) {
    if (!isFields(statement)) throw malformed('a statement is an object.');
    if (type === 'SCP') checkServiceControl(statement);
    else checkResourceControl(statement);
  }
}

function checkServiceControl(statement: Fields): void {
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') throw malformed('Effect is Allow or Deny.');
  if (statement.Principal !== undefined || statement.NotPrincipal !== undefined)
    throw malformed('a service control policy has no Principal.');
  checkActionAndResource(statement);
}

/** Resource control policies of customers only deny, to everyone, and name services. */
function checkResourceControl(statement: Fields): void {
  if (statement.Effect !== 'Deny') throw malformed('Effect is Deny.');
  if (statement.Principal !== '*') throw malformed('Principal is "*".');
  if (statement.NotAction !== undefined) throw malformed('NotAction is not supported.');
  checkActionAndResource(statement);
  const { Action } = statement;
  const actions = Array.isArray(Action) ? Action : [Action];
  if (actions.includes('*')) throw malformed('Action "*" is not supported.');
}

function checkActionAndResource(statement: Fields): void {
  for (const name of ['Action', 'Resource'] as const)
    if ((statement[name] === undefined) === (statement[`Not${name}`] === undefined))
      throw malformed(`a statement has either ${name} or Not${name}.`);
}

function parsed(text: string): Fields {
  try {
    const document: unknown = JSON.parse(text);
    if (isFields(document)) return document;
  } catch {
    // Refused below, like JSON that is no object.
  }
  throw malformed('it is a JSON object.');
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(rule: string): ServiceError {
  return new ServiceError(
    'MalformedPolicyDocumentException',
    `The provided policy document does not meet the requirements: ${rule}`,
  );
}
