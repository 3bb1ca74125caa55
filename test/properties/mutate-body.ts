import fc from 'fast-check';
import {
  type JsonText,
  type ObjectText,
  type Place,
  placesIn,
  render,
  setValue,
  textOf,
  valueAt,
} from './json-text.ts';
import { marker } from './valid-calls.ts';

const quoted = JSON.stringify(marker);
const deep = (depth: number) => `${'['.repeat(depth)}${quoted}${']'.repeat(depth)}`;
const deepObject = (depth: number) => `${'{"a":'.repeat(depth)}${quoted}${'}'.repeat(depth)}`;

/** What stands where something else belongs. Each is JSON, though not always of the kind that its readers like. */
const hostileValues: readonly string[] = [
  ...['null', 'true', 'false', '0', '-1', '-0', '1.5', '60.0', '6e1', '1e308', '1e999', '-1e999', '1e-999'],
  ...['9007199254740993', `${'9'.repeat(1000)}`, `0.${'0'.repeat(500)}1`, '2147483648', '4294967296'],
  ...['""', '" "', quoted, `"${'x'.repeat(5000)}"`, '"\\u0000"', '"\\ud800"', '"\\udfff\\ud800"', '"\\ud83d\\ude00"'],
  ...['"__proto__"', '"constructor"', '"toString"', '"../../etc/passwd"', '"=cmd|calc"', '"data:,"', '"AAA="', '"A"'],
  ...['[]', '{}', '[[]]', '[null]', '[{}]', `[${quoted}]`, `{"text":${quoted}}`, `[${'1,'.repeat(400)}1]`],
  ...['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}', '{"toString":null}'],
  ...['{"hasOwnProperty":1,"valueOf":2,"toJSON":3,"then":4}', '{"length":-1,"0":"a"}', '{"rawJSON":"1"}'],
  ...[deep(20), deep(99), deep(101), deepObject(20), deepObject(99), deepObject(2000)],
];

/** Names of members, with their quotes. */
const hostileNames: readonly string[] = [
  ...['"__proto__"', '"constructor"', '"prototype"', '"toString"', '"toJSON"', '"then"', '"hasOwnProperty"', '""'],
  ...['"\\u0000"', '"\\ud800"', '"a/b~c"', '"\\u005f_proto__"', quoted, `"${'k'.repeat(3000)}"`, '"0"', '"-1"', '"*"'],
  ...['"text"', '"role"', '"messages"', '"maxTokens"', '"max_tokens"', '"cachePoint"', '"guardContent"', '"type"'],
];

type Mutation = (place: Place, pick: number) => void;

const mutations: readonly Mutation[] = [
  (place, pick) => setValue(place, hostileValues[pick % hostileValues.length] ?? 'null'),
  // Twice, because it is what finds most.
  (place, pick) => setValue(place, hostileValues[pick % hostileValues.length] ?? 'null'),
  (place) => setValue(place, { items: [valueAt(place)] }),
  (place, pick) => setValue(place, { members: [[nameOf(pick), valueAt(place)]] }),
  remove,
  (place, pick) => withMember(place, (members) => members.push([nameOf(pick), hostileOf(pick >> 5)])),
  (place, pick) => withMember(place, (members, index) => members.push([members[index]?.[0] ?? '""', hostileOf(pick)])),
  (place, pick) => withMember(place, (members, index) => rename(members, index, nameOf(pick))),
  (place) => {
    // Bounded, or four of these within each other would fill the memory of the test.
    const copies = Math.max(2, Math.min(200, Math.floor(20_000 / (render(valueAt(place)).length + 1))));
    setValue(place, { items: Array<JsonText>(copies).fill(valueAt(place)) });
  },
];

/** A valid body with one to four things changed at any place of it. Mostly still JSON. */
export function mutatedBody(body: object): fc.Arbitrary<Uint8Array> {
  const step = fc.tuple(fc.nat(), fc.nat({ max: mutations.length - 1 }), fc.nat());
  return fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) => {
    const tree = textOf(body);
    for (const [where, which, pick] of steps) mutate(tree, where, which, pick);
    // Mutations within mutations can grow without end; what is cut off is one more way of being broken.
    return Buffer.from(render(tree).slice(0, longestBody));
  });
}

const longestBody = 100_000;

function mutate(tree: JsonText, where: number, which: number, pick: number): void {
  const places = placesIn(tree);
  const place = places[where % Math.max(1, places.length)];
  if (place !== undefined) mutations[which]?.(place, pick);
}

function remove({ holder, index }: Place): void {
  if ('items' in holder) holder.items.splice(index, 1);
  else holder.members.splice(index, 1);
}

type Members = ObjectText['members'];

/** Changes the object that the place is in; a place in an array keeps its members' neighbours as they are. */
function withMember({ holder, index }: Place, change: (members: Members, index: number) => void): void {
  if ('members' in holder) change(holder.members, index);
}

function rename(members: Members, index: number, name: string): void {
  const member = members[index];
  if (member !== undefined) member[0] = name;
}

function nameOf(pick: number): string {
  return hostileNames[pick % hostileNames.length] ?? '""';
}

function hostileOf(pick: number): string {
  return hostileValues[pick % hostileValues.length] ?? 'null';
}

const frameLike = Buffer.concat([Buffer.from([0, 0, 0, 40, 0, 0, 0, 4, 1, 2, 3, 4]), Buffer.from(marker.padEnd(28))]);

/** What is no JSON at all, or no text. */
export function brokenBody(body: object): fc.Arbitrary<Uint8Array> {
  const whole = Buffer.from(JSON.stringify(body));
  const cut = fc.nat({ max: whole.length - 1 }).map((length) => whole.subarray(0, length));
  const bent = fc
    .array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 5 })
    .map((changes) => {
      const copy = Buffer.from(whole);
      for (const [at, byte] of changes) copy[at] = byte;
      return copy;
    });
  const invalidUtf8 = fc
    .constantFrom([0xff], [0xc0, 0x80], [0xe0, 0x80, 0xaf], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80], [0xf4, 0x90])
    .map((bytes) => Buffer.concat([Buffer.from(`{"messages":"${marker}`), Buffer.from(bytes), Buffer.from('"}')]));
  const texts = [
    ...['', ' ', 'null', '[]', '0', quoted, '{}', '{"messages":[]}', `{${quoted}`, `{"a":${quoted},}`, '{"a":NaN}'],
    ...['[', '{"a":'.repeat(10_000), '['.repeat(60_000), `\ufeff${JSON.stringify(body)}`, `${whole}${whole}`],
    ...[`${whole}\0`, `/*${marker}*/{}`, `{'a':'${marker}'}`, '{"a":"\\x"}', '{"a":01}', '{"a":"\n"}', '\0'],
  ];
  return fc.oneof(
    { weight: 4, arbitrary: cut },
    { weight: 3, arbitrary: bent },
    { weight: 2, arbitrary: invalidUtf8 },
    { weight: 3, arbitrary: fc.constantFrom(...texts).map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: fc.constant(Buffer.from(JSON.stringify(body), 'utf16le')) },
    { weight: 1, arbitrary: fc.constant(frameLike) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  );
}
