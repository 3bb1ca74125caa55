/** What the tables of block types have in common: the card number that is hidden in every block, and where to look for it afterwards. */
/** The best-known test number of a card; passes Luhn. */
export const card = '4111111111111111';
export const noted = `card ${card}`;
export const base64 = (text: string) => Buffer.from(text).toString('base64');

export interface BlockCase {
  readonly name: string;
  /** Kind of the part that the record must name. */
  readonly kind: string;
}

export const hello = { text: 'Hello' };
export const documentOf = (source: object, more: object = {}) => ({
  document: { format: 'txt', name: 'd', source, ...more },
});
export const search = (member: object) => ({
  searchResult: { source: 's', title: 't', content: [{ text: 'x' }], citations: { enabled: true }, ...member },
});

/** All that a body or a stream says, with what it carries in base64 decoded: where to look for a card number. */
export function readable(value: unknown): string {
  const text = JSON.stringify(value);
  const decoded = [...text.matchAll(/"(?:bytes|data)":"([\w+/=]+)"/g)].map(([, encoded]) =>
    Buffer.from(encoded ?? '', 'base64'),
  );
  return [text, ...decoded.map(String)].join('\n');
}
