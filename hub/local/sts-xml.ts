/** Answers of the AWS query protocol, as STS renders them: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
import type { OutboundResponse } from '../gateway/http.ts';

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';
const encoder = new TextEncoder();

/** Elements in order; undefined ones are left out. */
export interface XmlElements {
  readonly [name: string]: string | number | XmlElements | undefined;
}

/** The codes of https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html that this STS answers, and their status. */
export const stsErrorStatus = {
  AccessDenied: 403,
  ExpiredToken: 403,
  InvalidAction: 400,
  InvalidClientTokenId: 403,
  MissingAuthenticationToken: 403,
  SignatureDoesNotMatch: 403,
  ValidationError: 400,
} as const;

export interface StsError {
  readonly kind: 'sts-error';
  readonly code: keyof typeof stsErrorStatus;
  readonly message: string;
}

export function stsError(code: StsError['code'], message: string): StsError {
  return { kind: 'sts-error', code, message };
}

export function renderResult(action: string, result: XmlElements, requestId: string): OutboundResponse {
  const elements = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } };
  return xmlResponse(200, `${action}Response`, elements, requestId);
}

export function renderError({ code, message }: StsError, requestId: string): OutboundResponse {
  const elements = { Error: { Type: 'Sender', Code: code, Message: message }, RequestId: requestId };
  return xmlResponse(stsErrorStatus[code], 'ErrorResponse', elements, requestId);
}

function xmlResponse(status: number, root: string, elements: XmlElements, requestId: string): OutboundResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: encoder.encode(`<${root} xmlns="${namespace}">${render(elements)}</${root}>`),
  };
}

function render(elements: XmlElements): string {
  let xml = '';
  for (const [name, value] of Object.entries(elements)) {
    if (value === undefined) continue;
    xml += `<${name}>${typeof value === 'object' ? render(value) : escapeXml(String(value))}</${name}>`;
  }
  return xml;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Escapes markup, and puts U+FFFD for what no XML 1.0 document may hold (https://www.w3.org/TR/xml/#charsets). */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
