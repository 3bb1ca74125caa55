import type { Fields, FieldValue } from '../fields.ts';
import type { Answer, AnswerValue } from '../service.ts';
import type { Protocol } from './protocol.ts';
import { requestId } from './protocol.ts';

const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };

/** AWS query: a form goes in, XML comes out. Source: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function awsQuery(namespace: string): Protocol {
  return {
    door: {
      unsigned: 'MissingAuthenticationToken',
      expired: 'ExpiredToken',
      unknown: 'InvalidClientTokenId',
      denied: 'AccessDenied',
      throttled: 'Throttling',
    },
    read({ method }, body) {
      const { Action: operation, Version: _version, ...input } = readForm(new URLSearchParams(body));
      return method === 'POST' && typeof operation === 'string' ? { operation, input } : undefined;
    },
    answer({ operation }, answer) {
      const result = `<${operation}Result>${members(answer)}</${operation}Result>`;
      const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
      const body = `<${operation}Response xmlns="${namespace}">${result}${metadata}</${operation}Response>`;
      return { status: 200, headers, body };
    },
    refuse({ code, message, status }) {
      const type = status < 500 ? 'Sender' : 'Receiver';
      const error = `<Error>${members({ Type: type, Code: code, Message: message })}</Error>`;
      const body = `<ErrorResponse xmlns="${namespace}">${error}<RequestId>${requestId}</RequestId></ErrorResponse>`;
      return { status, headers, body };
    },
  };
}

/** A tree from names like `Tags.member.1.Key`. */
type Tree = Map<string, Tree | string>;

function readForm(form: URLSearchParams): Fields {
  const tree: Tree = new Map();
  for (const [name, value] of form) plant(tree, name.split('.'), value);
  return fieldsOf(tree);
}

function plant(tree: Tree, [first = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    tree.set(first, value);
    return;
  }
  const below = tree.get(first);
  const branch: Tree = below instanceof Map ? below : new Map();
  tree.set(first, branch);
  plant(branch, rest, value);
}

function fieldsOf(tree: Tree): Fields {
  return Object.fromEntries([...tree].map(([name, below]) => [name, fieldValue(below)]));
}

function fieldValue(below: Tree | string): FieldValue {
  if (typeof below === 'string') return below;
  const list = below.get('member');
  if (!(list instanceof Map)) return fieldsOf(below);
  const numbered = [...list].sort(([left], [right]) => Number(left) - Number(right));
  return numbered.map(([, member]) => fieldValue(member));
}

function members(answer: Answer): string {
  return Object.entries(answer)
    .map(([name, value]) => element(name, value))
    .join('');
}

function element(name: string, value: AnswerValue): string {
  if (value === undefined) return '';
  return `<${name}>${content(value)}</${name}>`;
}

function content(value: Exclude<AnswerValue, undefined>): string {
  if (typeof value !== 'object') return escaped(String(value));
  return isList(value) ? value.map((entry) => element('member', entry)).join('') : members(value);
}

function isList(value: Answer | readonly AnswerValue[]): value is readonly AnswerValue[] {
  return Array.isArray(value);
}

/** Carriage returns as well: a parser of XML would make them line feeds. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#xD;');
}
