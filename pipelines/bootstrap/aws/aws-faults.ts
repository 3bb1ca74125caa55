import { printable } from '../../../shared/config/printable.ts';
import { type FaultCode, GatehouseFault } from '../../../shared/errors.ts';
import { credentialErrorNamed } from '../../aws/credential-errors.ts';
import { RefusedCall } from './refused-call.ts';

type Explain = (call: RefusedCall) => readonly [code: FaultCode, message: string, remedy: string];

/** AWS's own words, as far as a terminal and a reader take them. */
const words = (call: RefusedCall) => printable(call.message, 300);

const denied: Explain = (call) => {
  const { who, action, why } = denialIn(call);
  return [
    'permission_missing',
    `${who} may not ${action}${why}.`,
    `Ask whoever administers the organization’s management account for a role that allows ${action}, and run the command with that role.`,
  ];
};

const contended: Explain = (call) => [
  'organization_conflict',
  `Somebody else is changing the same thing: ${call.action} is refused (${call.reason}).`,
  'Wait until the other change is made, and run the same command again.',
];

const slowed: Explain = (call) => [
  'aws_unavailable',
  `AWS asks to be asked more slowly, and does so still: ${call.action} failed (${call.reason}).`,
  'Wait a few minutes, and run the same command again: other tools may be asking Organizations at the same time.',
];

const gone: Explain = (call) => [
  'organization_conflict',
  `The organization is not what it was when it was read: ${call.action} is refused (${call.reason}: ${words(call)}).`,
  'Look at what changed with `gatehouse plan`, and go on from there.',
];

const rejected: Explain = (call) => [
  'change_failed',
  `AWS does not accept what was asked with ${call.action} (${call.reason}: ${words(call)}).`,
  'Mend what AWS names in governance.yaml, or in the organization, and plan again.',
];

const noOrganization: Explain = () => [
  'usage',
  'The account of these credentials is in no organization.',
  'Set AWS_PROFILE to a profile of the management account of your organization.',
];

/** The caller's own role, which IAM was told without its path because nobody could ask for it. */
const unknownRole: Explain = () => [
  'permission_missing',
  'The role of these credentials may not iam:GetRole, so IAM cannot be asked what it may do.',
  'Ask whoever administers the organization’s management account to allow the role iam:GetRole.',
];

/** Names of errors, in the services' own spelling (Organizations and Bedrock with "Exception", those of the query protocol often without). */
const explanations: ReadonlyMap<string, Explain> = new Map([
  ...named(denied, 'AccessDenied', 'AccessDeniedException', 'AccessDeniedForDependencyException'),
  ...named(denied, 'UnauthorizedOperation', 'NotAuthorized'),
  ...named(contended, 'ConcurrentModificationException', 'ConcurrentModification', 'FinalizingOrganizationException'),
  ...named(contended, 'PolicyChangesInProgressException', 'OperationInProgressException', 'StaleRequestException'),
  ...named(contended, 'ConflictException'),
  ...named(slowed, 'TooManyRequestsException', 'Throttling', 'ThrottlingException', 'RequestLimitExceeded'),
  ...named(gone, 'AccountNotFoundException', 'OrganizationalUnitNotFoundException', 'ParentNotFoundException'),
  ...named(gone, 'PolicyNotFoundException', 'PolicyTypeNotEnabledException', 'TargetNotFoundException'),
  ...named(gone, 'DestinationParentNotFoundException', 'SourceParentNotFoundException', 'RootNotFoundException'),
  ...named(gone, 'PolicyInUseException', 'ResourceNotFoundException', 'StackSetNotEmptyException'),
  ...named(gone, 'StackSetNotFoundException', 'StackInstanceNotFoundException', 'OperationNotFoundException'),
  ...named(rejected, 'ConstraintViolationException', 'InvalidInputException', 'InvalidOperationException'),
  ...named(rejected, 'MalformedPolicyDocumentException', 'PolicyTypeNotAvailableForOrganizationException'),
  ...named(rejected, 'InsufficientCapabilitiesException', 'LimitExceededException', 'UnsupportedAPIEndpointException'),
  ...named(rejected, 'ServiceQuotaExceededException', 'ValidationError', 'ValidationException'),
  ...named(unknownRole, 'NoSuchEntity', 'NoSuchEntityException'),
  ...named(noOrganization, 'AWSOrganizationsNotInUseException'),
]);

function named(explain: Explain, ...names: readonly string[]): readonly (readonly [string, Explain])[] {
  return names.map((name) => [name, explain]);
}

/** What AWS, or the way there, said, in the terms of whoever runs a command. What is no refusal of a call (a fault already, or a defect) stays what it is. */
export function deskFault(error: unknown): unknown {
  if (!(error instanceof RefusedCall)) return error;
  const credentials = credentialErrorNamed(error.reason);
  if (credentials !== undefined) return new GatehouseFault('credentials_invalid', ...credentials, { cause: error });
  const [code, message, remedy] = (explanations.get(error.reason) ?? unreachable)(error);
  return new GatehouseFault(code, message, remedy, { cause: error });
}

function unreachable({ action, reason }: RefusedCall): ReturnType<Explain> {
  return [
    'aws_unavailable',
    `AWS cannot be asked: ${action} failed (${printable(reason)}).`,
    'Check the network, the Region and --endpoint-url, and try again.',
  ];
}

/** AWS, or what stands in its place, answered, but not as its documentation says: nothing may be concluded from that. */
export function unexpectedAnswer(what: string): GatehouseFault {
  return new GatehouseFault(
    'aws_unavailable',
    `AWS answered something unexpected: ${what}.`,
    'Try again. If it stays so, check what --endpoint-url points to.',
  );
}

/**
 * The action that was denied as AWS names it, which need not be the one that was asked for: ActivateOrganizationsAccess asks for others in the caller's name. Some services say no more than "no".
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
function denialIn({ message, action }: RefusedCall): { who: string; action: string; why: string } {
  const who = /\bUser: (arn:[\w+=,.@:/-]{1,300}?)(?=\s)/.exec(message)?.[1];
  const named = /not authorized to perform: ([a-z0-9-]{1,64}:[A-Za-z0-9]{1,128})\b/.exec(message)?.[1];
  const against = /with an explicit deny in an? ([a-z -]{1,60} policy|permissions boundary)/.exec(message)?.[1];
  return {
    who: who ?? 'The role of these credentials',
    action: named ?? action,
    why: against === undefined ? '' : `: a statement of a ${against} denies it`,
  };
}
