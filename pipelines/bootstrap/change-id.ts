import { sha256Hex } from '../../shared/canonical-json.ts';
import type { ChangeBody } from './change.ts';

/**
 * The one word for a change: kind, names, and a digest of the texts that it puts in force and takes out of it. Two plans that hold the same change call it the same, so a run that was broken off finds its place;
 * and where somebody has rewritten a policy in between, the change is another one.
 */
export function changeId(body: ChangeBody): string {
  return `${body.kind}:${wordOf(subjectOf(body))}`;
}

function subjectOf(body: ChangeBody): string {
  switch (body.kind) {
    case 'enable-trusted-access':
      return body.service;
    case 'register-delegated-administrator':
      return `${body.account}@${body.service}`;
    case 'enable-policy-type':
      return body.type;
    case 'create-unit':
      return body.path;
    case 'move-account':
      return `${body.account}:${body.from}:${body.to}`;
    case 'put-guardrail-policy':
      return `${body.arn}+${digest(body.text)}`;
    default:
      return body.kind.endsWith('-stack-set') ? stackSetSubject(body) : policySubject(body);
  }
}

function policySubject(body: ChangeBody): string {
  switch (body.kind) {
    case 'create-policy':
      return `${body.type}:${body.name}+${digest(body.text)}`;
    case 'update-policy':
      return `${body.type}:${body.name}-${digest(body.before)}+${digest(body.text)}`;
    case 'delete-policy':
      return `${body.type}:${body.name}-${digest(body.before)}`;
    case 'attach-policy':
    case 'detach-policy':
      return `${body.type}:${body.name}@${body.target}`;
    default:
      throw new Error(`policySubject: ${body.kind} changes no policy`);
  }
}

/** Without what a template was before: CloudFormation shows the new one while its instances are still being made, and that is the same update. */
function stackSetSubject(body: ChangeBody): string {
  switch (body.kind) {
    case 'create-stack-set':
    case 'update-stack-set':
      return `${body.name}+${digest(`${body.description}\n${body.body}`)}`;
    case 'deploy-stack-set':
    case 'withdraw-stack-set':
      return `${body.name}@${body.region}+${digest(body.targets.join('\n'))}`;
    case 'delete-stack-set':
      return body.name;
    default:
      throw new Error(`stackSetSubject: ${body.kind} changes no StackSet`);
  }
}

function digest(text: string): string {
  return sha256Hex(text).slice(0, 12);
}

/** Names of units may have blanks, and worse; the word has to stay one in a line of the journal. */
function wordOf(text: string): string {
  return text.replace(/[^\w/.@:,+=-]/gu, (character) => `%${character.codePointAt(0)?.toString(16)};`);
}
