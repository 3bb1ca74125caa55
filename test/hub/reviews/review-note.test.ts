import { describe, expect, it } from 'vitest';
import { vetNote } from '../../../hub/reviews/review-note.ts';
import { GatehouseFault } from '../../../shared/errors.ts';

const nothing = () => [];

describe('a note on a review', () => {
  it('is kept without the space around it', () => {
    expect(vetNote('  the total is of another year ', nothing)).toBe('the total is of another year');
  });

  it.each(['', '   ', 'x'.repeat(501), 'two\nlines', 'a\u001b[31mred', 'right\u202eleft', 'lone \ud800 surrogate'])(
    'is refused as %j',
    (note) => {
      expect(() => vetNote(note, nothing)).toThrow(GatehouseFault);
    },
  );

  it('is refused where it holds sensitive information, by type and without quoting it', () => {
    const refuse = () => vetNote('mail ann@example.com about it', () => ['EMAIL', 'EMAIL']);
    expect(refuse).toThrow('EMAIL.');
    expect(refuse).not.toThrow('ann@example.com');
  });
});
