import { describe, expect, it } from 'vitest';
import { failClosed } from '../../../hub/response-filter/fail-closed.ts';
import type { Part } from '../../../hub/screening/parts.ts';
import type { Screener } from '../../../hub/screening/screener.ts';

const part: Part = { pointer: '/content/0', kind: 'text', role: 'assistant', texts: [] };
const notRun = { pointer: '/content/0', kind: 'text', verdict: 'not_run', failed: true, reason: 'a detector failed' };

function breakingAt(step: 'screen' | 'push' | 'flush'): Screener {
  const pass = { pointer: '/content/0', kind: 'text', verdict: 'passed', findings: [] } as const;
  const at = <T>(now: typeof step, result: T): T => {
    if (now === step) throw new Error('zebra at 4111');
    return result;
  };
  return {
    screen: () => at('screen', pass),
    stream: () => ({ push: (text) => at('push', text), flush: () => at('flush', 'rest'), verdict: () => pass }),
  };
}

describe('a screener that breaks', () => {
  it('has a verdict that says so and quotes nothing', () => {
    const verdict = failClosed(breakingAt('screen')).screen(part);
    expect(verdict).toMatchObject(notRun);
    expect(JSON.stringify(verdict)).not.toContain('zebra');
  });

  it.each(['push', 'flush'] as const)('releases nothing from its %s on', (step) => {
    const stream = failClosed(breakingAt(step)).stream('/content/0', 'text');
    const released = [stream.push('a'), stream.flush(), stream.push('b'), stream.flush()];
    expect(released).toEqual(step === 'push' ? ['', '', '', ''] : ['a', '', '', '']);
    expect(stream.verdict()).toMatchObject(notRun);
  });
});

describe('a screener that works', () => {
  it('is heard as it is', () => {
    const screener = breakingAt('flush');
    expect(failClosed(screener).screen(part)).toEqual(screener.screen(part));
    const stream = failClosed(screener).stream('/content/0', 'text');
    expect(stream.push('a')).toBe('a');
    expect(stream.verdict().verdict).toBe('passed');
  });
});
