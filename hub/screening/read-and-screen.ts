import { readDocuments } from './documents/read-documents.ts';
import type { Part, PartVerdict } from './parts.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import type { Screener } from './screener.ts';
import { documentUnread, failedVerdict, readerBusy } from './screening-failure.ts';

/** Local screening of a whole request or answer: documents become texts, then every part gets its verdict, in order, and its masks. */
export async function readAndScreen(
  parts: readonly Part[],
  screener: Screener,
  pseudonyms: Pseudonyms,
): Promise<PartVerdict[]> {
  const read = await documentsRead(parts);
  return parts.map((part) => {
    const failure = part.document === undefined ? undefined : readingFailure(part, read);
    return failure === undefined ? screener.screen(part, pseudonyms) : failedVerdict(part, failure);
  });
}

/** What is in a document makes none of this fail; a thread that cannot be started does. */
async function documentsRead(parts: readonly Part[]): Promise<boolean> {
  try {
    await readDocuments(parts);
    return true;
  } catch {
    return false;
  }
}

/** Whether it is we that failed, not the document: a policy that lets pass what cannot be read does not mean documents that nobody had the time to read. */
function readingFailure({ media }: Part, read: boolean): string | undefined {
  if (!read) return documentUnread;
  return media?.unread === 'reader busy' ? readerBusy : undefined;
}
