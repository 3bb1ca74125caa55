import { text } from 'node:stream/consumers';
import { type LoopbackServer, startLoopbackServer } from './loopback-server.ts';
import { signedFor } from './signed-for.ts';

/** A session that was asked for, in the terms of AssumeRole. */
export interface AssumedSession {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly sourceIdentity: string | null;
  readonly seconds: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** The access key that was given for it. */
  readonly accessKeyId: string;
}

export interface StsServer extends LoopbackServer {
  /** Oldest first. */
  readonly sessions: AssumedSession[];
  /** Error code of every answer; undefined: none. */
  refusal: string | undefined;
}

/**
 * As much of STS as the prompt handler needs. Whom the trust policies let in is decided elsewhere (`test/hub/access`).
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export async function startSts(): Promise<StsServer> {
  const state: Pick<StsServer, 'sessions' | 'refusal'> = { sessions: [], refusal: undefined };
  const server = await startLoopbackServer(async (request, response) => {
    const form = new URLSearchParams(await text(request));
    response.setHeader('content-type', 'text/xml');
    if (state.refusal !== undefined || !signedFor('sts', request) || form.get('Action') !== 'AssumeRole') {
      const error = `<Error><Type>Sender</Type><Code>${state.refusal ?? 'InvalidAction'}</Code><Message>no</Message></Error>`;
      response.writeHead(403).end(`<ErrorResponse>${error}</ErrorResponse>`);
      return;
    }
    const session = sessionOf(form, state.sessions.length);
    state.sessions.push(session);
    response.writeHead(200).end(assumed(session));
  });
  return Object.assign(state, server);
}

function sessionOf(form: URLSearchParams, count: number): AssumedSession {
  const tags: Record<string, string> = {};
  for (let member = 1; form.has(`Tags.member.${member}.Key`); member++)
    tags[form.get(`Tags.member.${member}.Key`) ?? ''] = form.get(`Tags.member.${member}.Value`) ?? '';
  return {
    roleArn: form.get('RoleArn') ?? '',
    sessionName: form.get('RoleSessionName') ?? '',
    sourceIdentity: form.get('SourceIdentity'),
    seconds: form.get('DurationSeconds'),
    tags,
    accessKeyId: `ASIAEXAMPLE${String(count).padStart(9, '0')}`,
  };
}

function assumed({ accessKeyId }: AssumedSession): string {
  const expiration = new Date(Date.now() + 3_600_000).toISOString();
  const fields = `<AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>example</SecretAccessKey><SessionToken>session</SessionToken><Expiration>${expiration}</Expiration>`;
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>${fields}</Credentials></AssumeRoleResult></AssumeRoleResponse>`;
}
