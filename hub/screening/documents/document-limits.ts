/** What reading documents may cost. Beyond a limit a document is `not_run`: half a document that was read is not a document that was screened. */
export const documentLimits = {
  /** Wall-clock time for all documents of one request, in milliseconds. */
  milliseconds: 5_000,
  /** Text of one document, in UTF-16 units: 20 MB of memory. */
  textUnits: 10_000_000,
  /** What the members of one package (docx, xlsx), nested packages included, inflate to. */
  inflatedBytes: 64 * 1024 * 1024,
  /** Members larger than `ratioFromBytes` may be so many times as large as they are packed. XML of real documents packs 5 to 40 times. */
  inflateRatio: 200,
  ratioFromBytes: 1024 * 1024,
  packageMembers: 4_096,
  /** Packages within packages, such as the workbook behind a chart. */
  packageDepth: 3,
  pdfPages: 2_000,
  /** JavaScript heap, and array buffers, of the thread that reads, in megabytes. */
  heapMegabytes: 256,
  bufferMegabytes: 512,
  /** How many requests have documents read at the same time, and how many milliseconds the others wait for their turn. */
  threads: 2,
  waitMilliseconds: 10_000,
} as const;
