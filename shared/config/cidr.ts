/** An IPv4 range: its first address and its size, both as numbers, so that ranges can be compared. */
export interface Cidr {
  readonly first: number;
  /** Length of the network's part, 0 to 32. */
  readonly prefix: number;
}

/** The range of the hub's VPC where the file names none. */
export const defaultHubRange = '10.0.0.0/22';

const cidrForm = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/**
 * Reads `10.0.0.0/16`. Undefined for what is no IPv4 range, or one whose address lies inside the range instead of at its beginning: AWS would round it silently,
 * and the file would say something else than what is deployed.
 */
export function parseCidr(text: string): Cidr | undefined {
  const parts = cidrForm.exec(text)?.slice(1);
  if (parts === undefined || parts.some((part) => part !== String(Number(part)))) return undefined;
  const [a = 256, b = 256, c = 256, d = 256, prefix = 33] = parts.map(Number);
  if (Math.max(a, b, c, d) > 255 || prefix > 32) return undefined;
  const first = ((a * 256 + b) * 256 + c) * 256 + d;
  return first % sizeOf({ first, prefix }) === 0 ? { first, prefix } : undefined;
}

/** RFC 1918 and RFC 6598 (shared address space): what is never routed on the internet. */
const privateRanges: readonly Cidr[] = [
  { first: 0x0a_00_00_00, prefix: 8 },
  { first: 0xac_10_00_00, prefix: 12 },
  { first: 0xc0_a8_00_00, prefix: 16 },
  { first: 0x64_40_00_00, prefix: 10 },
];

export function isPrivate(range: Cidr): boolean {
  return privateRanges.some((outer) => outer.prefix <= range.prefix && overlap(outer, range));
}

/** Two ranges overlap when one holds the first address of the other. */
export function overlap(one: Cidr, other: Cidr): boolean {
  return holds(one, other.first) || holds(other, one.first);
}

function holds(range: Cidr, address: number): boolean {
  return address >= range.first && address < range.first + sizeOf(range);
}

function sizeOf({ prefix }: Cidr): number {
  return 2 ** (32 - prefix);
}
