import { describe, expect, it } from 'vitest';
import { updateOrder } from '../../../pipelines/bootstrap/update-order.ts';

const text = (...actions: readonly string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: actions.map((Action) => ({ Effect: 'Deny', Action, Resource: '*' })),
  });
const inRegion = (action: string, region: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Deny',
      Action: action,
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': region } },
    },
  });
const rewriting = (name: string, before: string, after: string) => ({ name, before, text: after });
const rounds = (order: ReturnType<typeof updateOrder>) => order.rounds.map((round) => round.map(({ name }) => name));

describe('the order in which policies are rewritten', () => {
  it('is all at once where nothing wanders', () => {
    const order = updateOrder([rewriting('2', text('a:B'), text('a:C')), rewriting('1', text('a:D'), text('a:E'))], []);
    expect(rounds(order)).toEqual([['1', '2']]);
  });

  it('has who takes a statement over before who gives it away', () => {
    const order = updateOrder(
      [rewriting('1', text('a:B', 'a:C'), text('a:B')), rewriting('2', text('a:D'), text('a:D', 'a:C'))],
      [],
    );
    expect(rounds(order)).toEqual([['2'], ['1']]);
    expect(order.bridged).toEqual(new Set());
  });

  it('knows a statement that comes as part of a wider one', () => {
    const order = updateOrder(
      [rewriting('1', text('a:GetB'), text('a:X')), rewriting('2', text('a:D'), text('a:Get*'))],
      [],
    );
    expect(rounds(order)).toEqual([['2'], ['1']]);
  });

  it('knows a statement whose conditions change on the way', () => {
    const before = inRegion('a:B', 'us-east-1');
    const order = updateOrder(
      [rewriting('1', before, text('a:X')), rewriting('2', text('a:D'), inRegion('a:B', 'us-west-2'))],
      [],
    );
    expect(rounds(order)).toEqual([['2'], ['1']]);
  });

  it('waits for nobody where a third policy denies the same already', () => {
    const order = updateOrder(
      [rewriting('1', text('a:B'), text('a:X')), rewriting('2', text('a:D'), inRegion('a:B', 'us-west-2'))],
      [text('a:B')],
    );
    expect(rounds(order)).toEqual([['1', '2']]);
  });

  it('bridges two that exchange statements', () => {
    const order = updateOrder([rewriting('1', text('a:B'), text('a:C')), rewriting('2', text('a:C'), text('a:B'))], []);
    expect(rounds(order)).toEqual([['1'], ['2']]);
    expect(order.bridged).toEqual(new Set(['2']));
  });

  it('takes what somebody broke by hand for nothing', () => {
    expect(
      rounds(updateOrder([rewriting('1', '{', text('a:C')), rewriting('2', text('a:C'), text('a:B'))], [])),
    ).toEqual([['1'], ['2']]);
  });
});
