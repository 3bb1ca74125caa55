import { describe, expect, it } from 'vitest';
import { isHostName } from '../../../../hub/screening/detectors/top-level-domains.ts';
import { found } from './support/found.ts';

describe('URL', () => {
  it.each([
    ['https://user:pw@example.com:8443/a?b=c', ['https://user:pw@example.com:8443/a?b=c']],
    ['postgresql://db.internal/app', ['postgresql://db.internal/app']],
    ['go to WWW.EXAMPLE.COM!', ['WWW.EXAMPLE.COM']],
    ['shop.example.co.nz/cart?x=1#y', ['shop.example.co.nz/cart?x=1#y']],
    ['www.example.museum and my-shop.me', ['www.example.museum', 'my-shop.me']],
    ['at example.org:8080, then', ['example.org:8080']],
    ['a.b.c.d.example.com', ['a.b.c.d.example.com']],
    ['It is the end.It began. Tell.me so.', []],
    ['main.rs, run.sh, lib.py, notes.md, a.b, 1.2.3, e.g. this', []],
    ['file_example.com and x@example.com and /etc/example.com', []],
    ['://nothing', []],
  ])('in %s', (text, expected) => {
    expect(found('URL', text)).toEqual(expected);
  });

  it('tells host names by the top-level domain, in one case', () => {
    expect(isHostName('example.com')).toBe(true);
    expect(isHostName('EXAMPLE.COM')).toBe(true);
    expect(isHostName('Sentence.Com')).toBe(false);
    expect(isHostName('example.constructor')).toBe(false);
    expect(isHostName('example.co.in')).toBe(true);
    expect(isHostName('look.in')).toBe(false);
  });
});

describe('IP_ADDRESS', () => {
  it.each([
    ['from fe80::1%eth0 to ff02::2', ['fe80::1%eth0', 'ff02::2']],
    ['2001:db8:0:0:0:0:0:1/64', ['2001:db8:0:0:0:0:0:1/64']],
    ['src=:: dst=:: ', ['::', '::']],
    ['route ::/0', ['::/0']],
    ['a :: b, x::y', []],
    ['host:192.0.2.9', ['192.0.2.9']],
    ['2001:db8:::1', []],
    ['1:2:3:4:5:6:7:8:9', []],
    ['192.0.2.1.5 and v192.0.2.1', []],
  ])('in %s', (text, expected) => {
    expect(found('IP_ADDRESS', text)).toEqual(expected);
  });
});

describe('MAC_ADDRESS', () => {
  it.each([
    ['00:00:5e:00:53:af', ['00:00:5e:00:53:af']],
    ['02-00-5E-10-00-00-00-01', ['02-00-5E-10-00-00-00-01']],
    ['0000.5e00.53af', ['0000.5e00.53af']],
    ['00:00:5e:00:53', []],
    ['00:00:5e:00:53:af:01', []],
    ['g0:00:5e:00:53:af', []],
  ])('in %s', (text, expected) => {
    expect(found('MAC_ADDRESS', text)).toEqual(expected);
  });
});

describe('EMAIL', () => {
  it.each([
    ["it's 'jane.doe@example.com'", ['jane.doe@example.com']],
    ['a%b@example.com', ['a%b@example.com']],
    ['jane@mail.example.co.uk;joe@example.org', ['jane@mail.example.co.uk', 'joe@example.org']],
    ['@example.com @x', []],
    ['jane@example', []],
  ])('in %s', (text, expected) => {
    expect(found('EMAIL', text)).toEqual(expected);
  });
});
