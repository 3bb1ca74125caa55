/** What somebody may do to evidence who has the disk, knows all formats, and does not have the signing key. */

import { checkpointText } from '../../../../hub/audit/log/checkpoint.ts';
import type { PackEntry } from '../../../../hub/audit/pack.ts';
import { makeLog, newSigner, signedCheckpoint } from '../log/made-log.ts';
import { logKeyName } from './sealed-state.ts';
import { entriesOf, packOf, type StateFiles, withBody } from './state-files.ts';

export interface Drawn {
  /** A number below `below`, drawn anew each time. */
  pick(below: number): number;
}

export interface Alteration {
  readonly name: string;
  /** One of these must be among the kinds of the findings. */
  readonly kinds: readonly string[];
  /** Undefined where nothing came of it. */
  apply(files: StateFiles, drawn: Drawn): Map<string, Buffer> | undefined;
}

const isRecord = ({ header }: PackEntry) => header.key.startsWith('records/');
const evidencePaths = (files: StateFiles) =>
  [...files.keys()].filter((path) => !path.startsWith('keys/') && !path.includes('/torn/'));
const packPaths = (files: StateFiles) => [...files.keys()].filter((path) => path.endsWith('.pack'));
const one = <T>(list: readonly T[], { pick }: Drawn): T => list[pick(list.length)]!;

function replaced(files: StateFiles, path: string, bytes: Buffer): Map<string, Buffer> | undefined {
  return files.get(path)?.equals(bytes) ? undefined : new Map(files).set(path, bytes);
}

/** Rewrites a pack by its entries, with every hash in it right. */
function rewritten(
  files: StateFiles,
  drawn: Drawn,
  rewrite: (entries: PackEntry[], records: readonly number[]) => void,
) {
  const path = one(packPaths(files), drawn);
  const entries = entriesOf(files.get(path)!);
  rewrite(
    entries,
    entries.flatMap((entry, at) => (isRecord(entry) ? [at] : [])),
  );
  return replaced(files, path, packOf(entries));
}

const anyFlaw = ['altered', 'malformed', 'wrong-key', 'removed', 'inserted', 'rolled-back'];

function shardFiles(files: StateFiles, shard: string): string[] {
  return [...files.keys()].filter((path) => path.startsWith(`log/${shard}/`));
}

const shardsIn = (files: StateFiles) => [
  ...new Set([...files.keys()].flatMap((path) => /^log\/(\d{4}-\d{2})\//.exec(path)?.[1] ?? [])),
];

/** Entries of a month, from its packs. */
function recordsOf(files: StateFiles, shard: string): Buffer[] {
  const packs = packPaths(files)
    .filter((path) => path.slice('evidence/'.length).startsWith(shard.replace('-', '/')))
    .sort();
  return packs.flatMap((path) =>
    entriesOf(files.get(path)!)
      .filter(isRecord)
      .map(({ body }) => Buffer.from(body)),
  );
}

export const alterations: readonly Alteration[] = [
  {
    name: 'any byte of any file',
    kinds: anyFlaw,
    apply(files, drawn) {
      const path = one(evidencePaths(files), drawn);
      const bytes = Buffer.from(files.get(path)!);
      const at = drawn.pick(bytes.length);
      bytes[at] = bytes[at]! ^ (1 + drawn.pick(255));
      return new Map(files).set(path, bytes);
    },
  },
  {
    name: 'any byte of a pack',
    kinds: ['altered'],
    apply(files, drawn) {
      const path = one(packPaths(files), drawn);
      const bytes = Buffer.from(files.get(path)!);
      const at = drawn.pick(bytes.length);
      bytes[at] = bytes[at]! ^ (1 + drawn.pick(255));
      return new Map(files).set(path, bytes);
    },
  },
  {
    name: 'a file cut short',
    kinds: anyFlaw,
    apply(files, drawn) {
      const path = one(evidencePaths(files), drawn);
      const bytes = files.get(path)!;
      return new Map(files).set(path, bytes.subarray(0, drawn.pick(bytes.length)));
    },
  },
  {
    name: 'a file removed that nothing replaces',
    kinds: ['removed', 'rolled-back', 'altered'],
    apply(files, drawn) {
      const newest = shardsIn(files).map((shard) => {
        const sizes = shardFiles(files, shard)
          .flatMap((path) => /checkpoints\/(\d+)$/.exec(path)?.[1] ?? [])
          .map(Number);
        return { shard, size: Math.max(...sizes) };
      });
      const needed = newest.flatMap(({ shard, size }) => [
        `log/${shard}/checkpoints/${size}`,
        `log/${shard}/tile/0/000.p/${size}`,
        `log/${shard}/tile/entries/000.p/${size}`,
      ]);
      const order = [...files.keys()].filter((path) => path.startsWith('log/packs/'));
      const path = one([...needed, ...order, ...packPaths(files), 'log/keys.txt'], drawn);
      const less = new Map(files);
      return less.delete(path) ? less : undefined;
    },
  },
  {
    name: 'a field of a record, with the hashes of its pack made right',
    kinds: ['altered'],
    apply: (files, drawn) =>
      rewritten(files, drawn, (entries, records) => {
        const at = one(records, drawn);
        const text = Buffer.from(entries[at]!.body).toString();
        const fields = [
          ...text.matchAll(
            /"(?:principalArn|purpose|outcome|bodyCommitment|costNanos|receivedAt|model|hash|status)":("[^"]*"|\d+)/g,
          ),
        ];
        const field = one(fields, drawn);
        const value = field[1]!.startsWith('"') ? '"forged"' : '1';
        const forged =
          text.slice(0, field.index) + field[0].replace(field[1]!, value) + text.slice(field.index + field[0].length);
        entries[at] = withBody(entries[at]!, Buffer.from(forged));
      }),
  },
  {
    name: 'a record dropped, with the hashes of its pack made right',
    kinds: ['removed'],
    apply: (files, drawn) => rewritten(files, drawn, (entries, records) => void entries.splice(one(records, drawn), 1)),
  },
  {
    name: 'a record inserted, with the hashes of its pack made right',
    kinds: ['inserted'],
    apply: (files, drawn) =>
      rewritten(files, drawn, (entries, records) => {
        const like = entries[one(records, drawn)]!;
        const forged = Buffer.from(like.body)
          .toString()
          .replaceAll(/01[0-9A-HJKMNP-TV-Z]{24}/g, '01AAAAAAAAAAAAAAAAAAAAAAAA');
        const key = like.header.key.replace(/01[0-9A-HJKMNP-TV-Z]{24}/, '01AAAAAAAAAAAAAAAAAAAAAAAA');
        entries.splice(
          drawn.pick(entries.length + 1),
          0,
          withBody({ ...like, header: { ...like.header, key } }, Buffer.from(forged)),
        );
      }),
  },
  {
    name: 'two records swapped, with the hashes of their pack made right',
    kinds: ['reordered'],
    apply: (files, drawn) =>
      rewritten(files, drawn, (entries, records) => {
        const first = one(records, drawn);
        const second = one(
          records.filter((at) => at !== first),
          drawn,
        );
        [entries[first], entries[second]] = [entries[second]!, entries[first]!];
      }),
  },
  {
    name: 'content, with the hashes of its pack made right',
    kinds: ['altered'],
    apply: (files, drawn) =>
      rewritten(files, drawn, (entries) => {
        const contents = entries.flatMap((entry, at) => (isRecord(entry) ? [] : [at]));
        const at = one(contents, drawn);
        const body = Buffer.from(entries[at]!.body);
        body[drawn.pick(body.length)]! ^= 1 + drawn.pick(255);
        entries[at] = withBody(entries[at]!, body);
      }),
  },
  {
    name: 'the retention of an object, with the hashes of its pack made right',
    kinds: ['altered'],
    apply: (files, drawn) =>
      rewritten(files, drawn, (entries) => {
        const at = drawn.pick(entries.length);
        entries[at] = { ...entries[at]!, header: { ...entries[at]!.header, retainUntil: '2001-01-01T00:00:00.000Z' } };
      }),
  },
  {
    name: 'an entry of a log, with the leaf hashes made right',
    kinds: ['altered'],
    apply(files, drawn) {
      const shard = one(shardsIn(files), drawn);
      const records = recordsOf(files, shard);
      const at = drawn.pick(records.length);
      const forged = records.with(
        at,
        Buffer.from(records[at]!.toString().replace('claims', 'forged').replace('passed', 'forged')),
      );
      const made = makeLog(forged, [records.length], newSigner(logKeyName));
      const tiles = [...made]
        .filter(([path]) => path.startsWith('tile/'))
        .map(([path, bytes]) => [`log/${shard}/${path}`, bytes] as const);
      return new Map([...files, ...tiles]);
    },
  },
  {
    name: 'a log rolled back to an older checkpoint',
    kinds: ['rolled-back'],
    apply(files, drawn) {
      const shard = one(shardsIn(files), drawn);
      const sizes = shardFiles(files, shard)
        .flatMap((path) => /checkpoints\/(\d+)$/.exec(path)?.[1] ?? [])
        .map(Number);
      const to = one(sizes.sort((low, high) => low - high).slice(0, -1), drawn);
      const less = new Map(files);
      for (const path of shardFiles(files, shard)) if (Number(/\d+$/.exec(path)?.[0]) > to) less.delete(path);
      return less;
    },
  },
  {
    name: 'a log signed anew with another key, which is put into the list',
    kinds: ['wrong-key'],
    apply(files, drawn) {
      const shard = one(shardsIn(files), drawn);
      const forger = newSigner(logKeyName);
      const records = recordsOf(files, shard);
      const made = makeLog(records, [records.length], forger);
      const forged = new Map(files);
      for (const path of shardFiles(files, shard)) forged.delete(path);
      for (const [path, bytes] of made) forged.set(`log/${shard}/${path}`, bytes);
      const root = made.get(`checkpoints/${records.length}`)!.toString().split('\n')[2]!;
      const checkpoint = { origin: `${logKeyName}/${shard}`, size: records.length, root: Buffer.from(root, 'base64') };
      forged.set(`log/${shard}/checkpoints/${records.length}`, signedCheckpoint(checkpoint, forger));
      return forged.set('log/keys.txt', Buffer.from(`${forger.vkey}\n`));
    },
  },
  {
    name: 'the list of keys exchanged',
    kinds: ['wrong-key'],
    apply: (files) => new Map(files).set('log/keys.txt', Buffer.from(`${newSigner(logKeyName).vkey}\n`)),
  },
  {
    name: 'the signature of a checkpoint over another root',
    kinds: ['altered'],
    apply(files, drawn) {
      const paths = [...files.keys()].filter((path) => path.includes('/checkpoints/'));
      const path = one(paths, drawn);
      const [origin, size] = files.get(path)!.toString().split('\n');
      const text = checkpointText({ origin: origin!, size: Number(size), root: Buffer.alloc(32, drawn.pick(256)) });
      const signature = files
        .get(path)!
        .toString()
        .slice(files.get(path)!.toString().indexOf('\n\n') + 1);
      return new Map(files).set(path, Buffer.from(text + signature));
    },
  },
];
