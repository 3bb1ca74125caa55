import { describe, expect, it } from 'vitest';
import { alike, type Faces } from '../../../hub/gateway/faces.ts';
import { ReleaseQueue } from '../../../hub/response-filter/release-queue.ts';

const frame = (text: string) => alike(Buffer.from(text));
const texts = (frames: readonly Faces[]) => frames.map(({ shown }) => Buffer.from(shown).toString());

describe('ReleaseQueue', () => {
  it('lets frames leave in order, once', () => {
    const queue = new ReleaseQueue();
    queue.append(frame('a'));
    queue.append(frame('b'));
    expect(texts(queue.take())).toEqual(['a', 'b']);
    expect(queue.take()).toEqual([]);
    expect(queue.empty).toBe(true);
  });

  it('keeps what stands behind an open place until the place is closed', () => {
    const queue = new ReleaseQueue();
    queue.append(frame('before'));
    const place = queue.hold();
    queue.append(frame('behind'));
    expect(texts(queue.take())).toEqual(['before']);
    place.released.push(frame('some'));
    expect(texts(queue.take())).toEqual(['some']);
    place.released.push(frame('rest'));
    place.open = false;
    expect(texts(queue.take())).toEqual(['rest', 'behind']);
  });

  it('keeps what a later place releases behind an earlier one', () => {
    const queue = new ReleaseQueue();
    const [first, second] = [queue.hold(), queue.hold()];
    second.released.push(frame('2'));
    second.open = false;
    queue.append(frame('3'));
    expect(queue.take()).toEqual([]);
    first.released.push(frame('1'));
    first.open = false;
    expect(texts(queue.take())).toEqual(['1', '2', '3']);
  });

  it('runs an action at once where nothing waits, else when all before it has left', () => {
    const queue = new ReleaseQueue();
    const ran: string[] = [];
    queue.afterwards(() => ran.push('at once'));
    const place = queue.hold();
    queue.afterwards(() => ran.push('later'));
    queue.take();
    expect(ran).toEqual(['at once']);
    place.open = false;
    queue.take();
    expect(ran).toEqual(['at once', 'later']);
  });
});
