import { headers } from '../../../shared/contract/headers.ts';
import { type ErrorType, errorStatus, refusalTypes } from '../../../shared/contract/refusals.ts';
import type { OpenApiHeader, OpenApiResponse } from './openapi-types.ts';

const retried: ReadonlySet<number> = new Set([429, 503]);

/** One response for each HTTP status of the contract: its error types, and the refusal codes behind them. By status. */
export function errorResponses(): Readonly<Record<string, OpenApiResponse>> {
  const byStatus = Map.groupBy(Object.entries(errorStatus) as [ErrorType, number][], ([, status]) => status);
  return Object.fromEntries(
    [...byStatus].map(([status, types]) => [
      String(status),
      errorResponse(
        status,
        types.map(([type]) => type),
      ),
    ]),
  );
}

function errorResponse(status: number, types: readonly ErrorType[]): OpenApiResponse {
  const codes = Object.entries(refusalTypes).flatMap(([code, type]) => (types.includes(type) ? [code] : []));
  return {
    description: `${types.join(', ')}. Nothing was answered.`,
    headers: {
      'x-amzn-errortype': text('Bedrock’s error type, by which SDKs raise their typed exception.', types),
      'x-amzn-requestid': text('The id of the request, to quote to the platform team.'),
      [headers.record]: text('The record id, where the call was recorded.'),
      [headers.policy]: text('SHA-256 of the policy bundle that decided, where one did.'),
      ...(codes.length === 0 ? {} : { [headers.refusal]: text('Why the hub said no.', codes) }),
      ...(retried.has(status) ? { 'retry-after': text('Seconds after which the same call may fit.') } : {}),
    },
    content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorAnswer' } } },
  };
}

function text(description: string, values: readonly string[] = []): OpenApiHeader {
  return { description, schema: values.length === 0 ? { type: 'string' } : { type: 'string', enum: values } };
}
