import { describe, expect, it } from 'vitest';
import { converseAnswer, converseStream } from '../scripted-models.ts';
import { actions, conversePaths, judgeRequest, novaPaths, openFor } from './judge-blocks.ts';
import { requestBlocks, silentBlocks } from './request-blocks.ts';

describe.each(requestBlocks)('a card number in a request’s $name', ({ kind, body, converseOnly }) => {
  it.each(actions)('is found, streamed and not: %s', async (action) => {
    const opened = await openFor('input', action);
    await judgeRequest(opened, body, conversePaths.whole, converseAnswer('Yes.'), { kind, action });
    await judgeRequest(opened, body, conversePaths.stream, converseStream(['Yes.']), { kind, action });
    if (converseOnly) return;
    await judgeRequest(opened, body, novaPaths.whole, converseAnswer('Yes.'), { kind, action });
  });
});

describe.each(silentBlocks)('a request’s $name has no card number to be found: $why', ({ body, ends }) => {
  it(`and is ${ends}`, async () => {
    const opened = await openFor('input', 'block');
    opened.models.answers(converseAnswer('Yes.'));
    const { recordId } = await opened.call({ body, path: conversePaths.whole });
    const { completion } = await opened.records.get(recordId);
    expect(completion?.outcome).toBe(ends);
    expect(completion?.refusal?.code).toBe(ends === 'refused' ? 'content_unscreenable' : undefined);
  });
});

describe('the table', () => {
  it.each(['audio', 'cachePoint', 'citationsContent', 'document', 'guardContent', 'image'])('has %s', hasMember);
  it.each(['reasoningContent', 'searchResult', 'text', 'toolResult', 'toolUse', 'video'])('has %s', hasMember);
});

/** Of https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html */
function hasMember(member: string): void {
  expect(JSON.stringify([requestBlocks, silentBlocks])).toContain(`"${member}":`);
}
