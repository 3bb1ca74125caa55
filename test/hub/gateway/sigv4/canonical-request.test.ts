import { describe, expect, it } from 'vitest';
import {
  CanonicalFormError,
  canonicalHeaders,
  canonicalPath,
  canonicalQuery,
} from '../../../../hub/gateway/sigv4/canonical-request.ts';

describe('the canonical path', () => {
  it('is the raw path, encoded once more', () => {
    expect(canonicalPath('/model/us.amazon.nova-micro-v1%3A0/converse')).toBe(
      '/model/us.amazon.nova-micro-v1%253A0/converse',
    );
    expect(canonicalPath('/model/a:b')).toBe('/model/a%3Ab');
    expect(canonicalPath("/x/!'()*~")).toBe('/x/%21%27%28%29%2A~');
  });

  it.each(['//', '/a//b', '/a/./b', '/a/../b', '/a/..', '/.', 'a', '', '/a b', '/\u00e9', '/a\n'])(
    'does not exist for %j',
    (path) => {
      expect(() => canonicalPath(path)).toThrow(CanonicalFormError);
    },
  );

  it.each(['/', '/a/', '/...', '/.a/b..c/'])('exists for %j', (path) => {
    expect(canonicalPath(path)).toBe(path);
  });
});

describe('the canonical query', () => {
  it('is sorted by name, with an equals sign after each', () => {
    expect(canonicalQuery('b=2&a=1&B=3&c')).toBe('B=3&a=1&b=2&c=');
  });

  it('keeps escapes and encodes what was sent plainly', () => {
    expect(canonicalQuery('at=12:30&path=%2Fx/y&e=a=b')).toBe('at=12%3A30&e=a%3Db&path=%2Fx%2Fy');
  });

  it.each(['a=1&a=2', 'a=1+2', 'a= ', 'a=\u00e9'])('does not exist for %j', (query) => {
    expect(() => canonicalQuery(query)).toThrow(CanonicalFormError);
  });
});

describe('canonical headers', () => {
  it('have their blanks trimmed and folded', () => {
    expect(canonicalHeaders({ a: '  x \t  y ', b: 'z' }, ['a', 'b'])).toBe('a:x y\nb:z\n');
  });

  it('find the authority of HTTP/2 under its own name or as host', () => {
    expect(canonicalHeaders({ host: 'h:1' }, [':authority'])).toBe(':authority:h:1\n');
    expect(canonicalHeaders({ ':authority': 'h:2' }, [':authority'])).toBe(':authority:h:2\n');
    expect(() => canonicalHeaders({ ':authority': 'h:2' }, ['host'])).toThrow(CanonicalFormError);
  });

  it('are never found on a prototype', () => {
    expect(() => canonicalHeaders({}, ['constructor'])).toThrow(CanonicalFormError);
  });
});
