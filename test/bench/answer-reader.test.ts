import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerReader } from './answer-reader.ts';
import { completeMark, streamFrames, textMark, wholeAnswer } from './payload.ts';

const head = 'HTTP/1.1 200 OK\r\nx-other: 1\r\n';
const withLength = (body: Buffer, status = head) =>
  Buffer.concat([Buffer.from(`${status}Content-Length: ${body.length}\r\n\r\n`), body]);
const chunked = (chunks: readonly Buffer[]) =>
  Buffer.concat([
    Buffer.from(`${head}transfer-encoding: chunked\r\n\r\n`),
    ...chunks.flatMap((chunk) => [Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]),
    Buffer.from('0\r\n\r\n'),
  ]);

/** What the reader reports of `wire`, cut at the given places. */
function read(wire: Buffer, cuts: readonly number[], mark: string): readonly string[] {
  const events: string[] = [];
  const reader = new AnswerReader({
    completeMark: mark,
    textMark,
    onFirstText: () => events.push('text'),
    onEnd: (status, complete) => events.push(`${status} ${complete ? 'complete' : 'incomplete'}`),
  });
  const places = [0, ...cuts.map((cut) => cut % wire.length).toSorted((a, b) => a - b), wire.length];
  for (let at = 1; at < places.length; at += 1) reader.push(wire.subarray(places[at - 1], places[at]));
  return events;
}

describe('reading answers', () => {
  const cuts = fc.array(fc.nat({ max: 20_000 }), { maxLength: 60 });

  it('finds the end of bodies with a length, however they are cut', () => {
    const wire = Buffer.concat([withLength(wholeAnswer()), withLength(wholeAnswer())]);
    fc.assert(
      fc.property(cuts, (places) => {
        expect(read(wire, places, completeMark.whole)).toEqual(['200 complete', '200 complete']);
      }),
    );
  });

  it('finds first text and end of chunked streams, however they are cut', () => {
    const wire = Buffer.concat([chunked(streamFrames()), chunked(streamFrames())]);
    fc.assert(
      fc.property(cuts, (places) => {
        expect(read(wire, places, completeMark.stream)).toEqual(['text', '200 complete', 'text', '200 complete']);
      }),
    );
  });

  it('sees that a stream ended early', () => {
    expect(read(chunked(streamFrames().slice(0, 20)), [], completeMark.stream)).toEqual(['text', '200 incomplete']);
  });

  it('reports refusals and empty bodies', () => {
    const refused = withLength(Buffer.from('{"message":"no"}'), 'HTTP/1.1 403 Forbidden\r\n');
    const empty = withLength(Buffer.alloc(0), 'HTTP/1.1 503 Service Unavailable\r\n');
    expect(read(Buffer.concat([refused, empty]), [], completeMark.whole)).toEqual(['403 incomplete', '503 incomplete']);
  });
});
