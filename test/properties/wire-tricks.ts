/** What can be wrong around a body: paths, headers, forms of the AWS query protocol, and bytes that only look like HTTP. */
import fc from 'fast-check';
import type { Header } from '../faults/sign-request.ts';
import { marker } from './valid-calls.ts';

const model = 'us.amazon.nova-2-lite-v1%3A0';
const app = 'claims-assistant';

/** Without a query and with visible characters alone: what else a path may hold is in `rawFramings`. */
export const hostilePaths: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...[`/apps/${app}/model/${model}/converse/`, `//apps/${app}/model/${model}/converse`, `/apps//model/${model}/x`],
    ...[`/apps/${app}/model/../model/${model}/converse`, `/apps/./${app}/model/${model}/converse`, '/..', '/.', '//'],
    ...[`/apps/${app}/model/%2e%2e%2f%2e%2e%2fetc%2fpasswd/converse`, `/apps/${app}/model/..%5c..%5c/converse`],
    ...[
      `/apps/${app}/model/%00/converse`,
      `/apps/${app}/model/${model}%00/converse`,
      `/apps/${app}%00/model/x/converse`,
    ],
    ...[`/apps/${app}/model/%/converse`, `/apps/${app}/model/%zz/converse`, `/apps/${app}/model/%ff%fe/converse`],
    ...[`/apps/${app}/model/%c0%af/converse`, `/apps/${app}/model/%ed%a0%80/converse`, `/apps/${app}/model//converse`],
    ...[`/apps/${app}/model/${model}/Converse`, `/apps/${app}/model/${model}/converse-Stream`, `/apps/${app}/model/x`],
    ...[`/apps/${app}/model/${model}/__proto__`, `/apps/${app}/model/__proto__/converse`, '/apps/__proto__/model/x/y'],
    ...[`/apps/constructor/model/${model}/converse`, `/apps/${app}/model/constructor/converse`, '/apps', '/audit'],
    ...[
      `/apps/${app}/model/toString/invoke`,
      `/apps/${app}/model/${model}/apply-guardrail`,
      `/model/${model}/converse`,
    ],
    ...[`/apps/${app}/model/${encodeURIComponent(model)}/converse`, `/apps/${app}/model/a%2Fb%2F..%2Fc/converse`],
    ...[`/apps/${app}/jobs`, `/apps/${app}/openai/v1/chat/completions`, '/_stand-in/settings', '/healthz/', '/HEALTHZ'],
    ...[`/apps/${app}/model/${'a'.repeat(700)}/converse`, `/apps/${app}/model/${'a'.repeat(701)}/converse`],
    ...[`/apps/${'a'.repeat(64)}/model/x/converse`, `/apps/${'a'.repeat(65)}/model/x/converse`, `/${'a'.repeat(8192)}`],
    ...[`/apps/${app}/model/${'%41'.repeat(230)}/converse`, `/${'a/'.repeat(4096)}`, '/apps/*/model/*/converse'],
    ...[
      `/apps/${app};v=1/model/${model}/converse`,
      `/apps/${app}/model/${model}/converse;x`,
      "/apps/'--/model/x/invoke",
    ],
  ),
  fc
    .string({ unit: fc.constantFrom(...'abz/.%2e0~!$&()*+,;=:@-_'), minLength: 1, maxLength: 60 })
    .map((tail) => `/apps/${app}/model/${tail}/converse`),
  fc
    .string({ unit: fc.constantFrom(...'az/.%2Ff-_~'), minLength: 1, maxLength: 200 })
    .map((tail) => `/x${tail.replace(/^\?/, '')}`),
);

export interface HeaderTrick {
  readonly name: string;
  readonly headers: readonly Header[];
  /** Whether an HTTP server must answer it; others may close the connection. */
  readonly whole: boolean;
}

const tricks: readonly HeaderTrick[] = [
  { name: 'huge', headers: [['x-large', 'v'.repeat(14_000)]], whole: true },
  { name: 'larger than any head', headers: [['x-large', 'v'.repeat(40_000)]], whole: false },
  { name: 'many', headers: Array.from({ length: 150 }, (_, index) => [`x-many-${index}`, '1']), whole: true },
  { name: 'very many', headers: Array.from({ length: 1500 }, (_, index) => [`x-${index}`, '1']), whole: false },
  { name: 'content type twice', headers: [['content-type', 'text/plain']], whole: true },
  { name: 'host twice', headers: [['host', 'bedrock-runtime.us-east-1.amazonaws.com']], whole: false },
  { name: 'date twice', headers: [['x-amz-date', '20200101T000000Z']], whole: true },
  { name: 'authorization twice', headers: [['authorization', 'Bearer x']], whole: true },
  { name: 'length twice', headers: [['content-length', '3']], whole: false },
  { name: 'length and chunked', headers: [['transfer-encoding', 'chunked']], whole: false },
  { name: 'unknown transfer encoding', headers: [['transfer-encoding', 'gzip, chunked']], whole: false },
  { name: 'control byte', headers: [['x-bad', 'a\x01b']], whole: false },
  { name: 'NUL', headers: [['x-bad', 'a\0b']], whole: false },
  { name: 'bare carriage return', headers: [['x-bad', 'a\rb']], whole: false },
  { name: 'injected line', headers: [['x-bad', 'a\r\nx-gatehouse-user: root']], whole: false },
  { name: 'folded line', headers: [['x-bad', 'a\r\n b']], whole: false },
  { name: 'space before colon', headers: [['x-bad ', 'a']], whole: false },
  { name: 'empty name', headers: [['', 'a']], whole: false },
  { name: 'high bytes', headers: [['x-high', '\xff\xfe\xe4']], whole: true },
  { name: 'purpose unknown', headers: [['x-gatehouse-purpose', 'espionage']], whole: true },
  { name: 'purpose prototype', headers: [['x-gatehouse-purpose', '__proto__']], whole: true },
  { name: 'purpose empty', headers: [['x-gatehouse-purpose', '']], whole: true },
  { name: 'purpose long', headers: [['x-gatehouse-purpose', 'p'.repeat(5000)]], whole: true },
  { name: 'user high bytes', headers: [['x-gatehouse-user', '\xe4\xf6\xfc']], whole: true },
  { name: 'user long', headers: [['x-gatehouse-user', 'u'.repeat(5000)]], whole: true },
  { name: 'record claimed', headers: [['x-gatehouse-record', '01ARZ3NDEKTSV4RRFFQ69G5FAV']], whole: true },
  { name: 'verdict claimed', headers: [['x-gatehouse-verdict', 'passed']], whole: true },
  { name: 'gatehouse junk', headers: [['x-gatehouse-__proto__', 'x']], whole: true },
  { name: 'prototype name', headers: [['__proto__', 'x']], whole: true },
  { name: 'constructor name', headers: [['constructor', 'x']], whole: true },
  { name: 'service tier unknown', headers: [['x-amzn-bedrock-service-tier', 'gold']], whole: true },
  { name: 'trace junk', headers: [['x-amzn-bedrock-trace', 'EVERYTHING']], whole: true },
  { name: 'guardrail of its own', headers: [['x-amzn-bedrock-guardrailidentifier', 'mine']], whole: true },
  { name: 'traceparent junk', headers: [['traceparent', `00-${'z'.repeat(32)}-1-1`]], whole: true },
  { name: 'trace id junk', headers: [['x-amzn-trace-id', 'Root=1-x;Self=;;;==']], whole: true },
  { name: 'content hash wrong', headers: [['x-amz-content-sha256', 'UNSIGNED-PAYLOAD']], whole: true },
  { name: 'content hash short', headers: [['x-amz-content-sha256', 'é']], whole: true },
  { name: 'accept junk', headers: [['accept', ';;;,,,*/*;q=-1']], whole: true },
  { name: 'expects a miracle', headers: [['expect', '101-miracle']], whole: true },
  { name: 'expects to continue', headers: [['expect', '100-continue']], whole: true },
  {
    name: 'upgrade',
    headers: [
      ['connection', 'upgrade'],
      ['upgrade', 'websocket'],
    ],
    whole: false,
  },
  {
    name: 'upgrade to h2c',
    headers: [
      ['connection', 'Upgrade, HTTP2-Settings'],
      ['upgrade', 'h2c'],
    ],
    whole: false,
  },
  {
    name: 'forwarded',
    headers: [
      ['x-forwarded-for', '127.0.0.1'],
      ['x-forwarded-for', marker],
    ],
    whole: true,
  },
  { name: 'encoded body', headers: [['content-encoding', 'gzip']], whole: true },
];

export const hostileHeaders: fc.Arbitrary<HeaderTrick> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...tricks) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('x-gatehouse-purpose', 'x-gatehouse-user', 'x-custom', 'cookie', 'user-agent'),
        fc.string({ unit: 'binary-ascii', maxLength: 40 }),
      )
      .map(([name, value]) => ({ name, headers: [[name, value]], whole: false }) satisfies HeaderTrick),
  },
);

export interface StsForm {
  readonly method: string;
  readonly path: string;
  readonly contentType: string;
  readonly body: Uint8Array;
}

const role = 'arn%3Aaws%3Aiam%3A%3A999988887777%3Arole%2Fgatehouse-caller-claims-assistant';
const wellMade = `Action=AssumeRole&Version=2011-06-15&RoleArn=${role}&RoleSessionName=claims-assistant`;
const form = 'application/x-www-form-urlencoded';
const post = (text: string, contentType = form): StsForm => ({
  method: 'POST',
  path: '/',
  contentType,
  body: Buffer.from(text, 'latin1'),
});

export const hostileStsForms: fc.Arbitrary<StsForm> = fc.oneof(
  fc
    .constantFrom(
      ...['', '&', '=', '&&&===', 'Action', 'Action=', 'Action=GetSessionToken', 'Action=__proto__', 'a%00=b', '%'],
      ...['Action=AssumeRole', `${wellMade}&Action=GetCallerIdentity`, `${wellMade}&DurationSeconds=1e3`, '%ff=%fe'],
      ...[`${wellMade}&DurationSeconds=-1`, `${wellMade}&DurationSeconds=999999999999`, `${wellMade}&Policy=%7B%7D`],
      ...[`${wellMade}&Tags.member.1.Key=a`, `${wellMade}&Tags.member.0.__proto__=a`, `${wellMade}&Tags.x=1`],
      ...[`${wellMade}&SourceIdentity=${'s'.repeat(65)}`, `${wellMade}&__proto__=1`, `${wellMade}&x=%zz`, '\xff\xfe'],
      ...[wellMade.replace('999988887777', '000000000000'), wellMade.replace('claims', 'research')],
      ...[wellMade.replace('claims-assistant&', '..%2F&'), `RoleArn=${'r'.repeat(3000)}&Action=AssumeRole`],
      ...[`Action=AssumeRole&RoleArn=%3Cxml%3E%26amp%3B%3C%2Fxml%3E%00%01%02%03%04%05&RoleSessionName=a%3Cb`],
      ...['a=1&'.repeat(301), 'x'.repeat(60_000), `Action=${encodeURIComponent(marker)}`],
    )
    .map((text) => post(text)),
  fc.constantFrom('application/json', 'multipart/form-data', '', 'text/xml').map((type) => post(wellMade, type)),
  fc.constantFrom('PUT', 'DELETE', 'PATCH', 'OPTIONS').map((method) => ({ ...post(wellMade), method })),
  fc.string({ unit: fc.constantFrom(...'&=%+;Aa1.\0<>"\''), maxLength: 120 }).map((text) => post(text)),
);

const head = `POST /apps/${app}/model/${model}/converse HTTP/1.1\r\nhost: 127.0.0.1\r\n`;
const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
const settings = '\0\0\0\x04\0\0\0\0\0';

/** Whole connections: what is sent before the sender stops. */
const streams: readonly string[] = [
  ...[
    '',
    '\r\n',
    '\0',
    'GET',
    'GET / HTTP/9.9\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
    '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03',
  ],
  ...[
    'GET http://169.254.169.254/latest/meta-data HTTP/1.1\r\nhost: x\r\n\r\n',
    'OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n',
  ],
  ...[
    'GET \\..\\ HTTP/1.1\r\nhost: x\r\n\r\n',
    'GET /\xff\xfe HTTP/1.1\r\nhost: x\r\n\r\n',
    'GET /a b HTTP/1.1\r\n\r\n',
  ],
  ...[
    'GET /\0 HTTP/1.1\r\nhost: x\r\n\r\n',
    `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
    'GET\t/\tHTTP/1.1\r\n\r\n',
  ],
  ...[
    `${head}content-length: -1\r\n\r\n`,
    `${head}content-length: 1e3\r\n\r\n{}`,
    `${head}content-length: 0x10\r\n\r\n`,
  ],
  ...[`${head}content-length: 99999999999999999999\r\n\r\n{}`, `${head}content-length: 5, 5\r\n\r\n{"a"}`],
  ...[`${head}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`, `${head}content-length: +2\r\n\r\n{}`],
  ...[
    `${head}transfer-encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n`,
    `${head}transfer-encoding: chunked\r\n\r\n-1\r\n`,
  ],
  ...[
    `${head}transfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n`,
    `${head}transfer-encoding: chunked\r\n\r\n2\r\n{}}\r\n`,
  ],
  ...[
    `${head}transfer-encoding: chunked\r\n\r\n2;${'e'.repeat(30_000)}\r\n{}\r\n0\r\n\r\n`,
    `${head}\r\n${marker}\r\n\r\n`,
  ],
  ...[
    `${head}transfer-encoding: chunked\r\n\r\n0\r\nauthorization: x\r\n\r\n`,
    `${head}transfer-encoding: identity\r\n\r\n`,
  ],
  ...[`${head}host: b\r\n\r\n`, `${head}: x\r\n\r\n`, `${head}x y: z\r\n\r\n`, `${head}a`, head, head.slice(0, 30)],
  ...[
    head.replaceAll('\r\n', '\n').concat('\n'),
    `${head}\r\n`.repeat(3),
    `${head}connection: close, keep-alive\r\n\r\n`,
  ],
  ...[
    preface,
    preface.slice(0, 4),
    preface.slice(0, 20),
    `PRI * HTTP/2.0\r\nx: y\r\n\r\n`,
    `${preface}${marker.repeat(9)}`,
  ],
  ...[`${preface}\xff\xff\xff\0\0\0\0\0\x01`, `${preface}${settings}\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0\0`],
  ...[
    `${preface}${settings}\0\0\x05\x01\x25\0\0\0\x01\xff\xff\xff\xff\xff`,
    `${preface}${settings}\0\0\0\x09\x04\0\0\0\x01`,
  ],
  ...[
    `${preface}${settings}${'\0\0\x08\x06\0\0\0\0\0pingpong'.repeat(200)}`,
    `${preface}${settings}\0\0\x04\x08\0\0\0\0\0\0\0\0\0`,
  ],
  ...[`${preface}${settings}${'\0\0\x04\x03\0\0\0\0\x01\0\0\0\0'.repeat(50)}`, `${preface}${settings.repeat(500)}`],
];

export const rawFramings: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...streams).map((text) => Buffer.from(text, 'latin1')) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }) },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({ maxLength: 400 })
      .map((tail) => Buffer.concat([Buffer.from(`${preface}${settings}`, 'latin1'), tail])),
  },
);
