import { headers } from '../../../shared/contract/headers.ts';
import { type ErrorType, errorStatus, type RefusalCode, refusalTypes } from '../../../shared/contract/refusals.ts';

interface EdgeRefusal {
  /** Where the contract has a code for it. */
  readonly code?: RefusalCode;
  readonly type: ErrorType;
  /** What to do. API Gateway's own words would be no help to a user of Bedrock, and may quote the request. */
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

/** One entry of `x-amazon-apigateway-gateway-responses`. */
interface GatewayResponse {
  readonly statusCode: string;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

function refused(code: RefusalCode, message: string, retryAfterSeconds?: number): EdgeRefusal {
  const refusal = { code, type: refusalTypes[code], message };
  return retryAfterSeconds === undefined ? refusal : { ...refusal, retryAfterSeconds };
}

const broken: EdgeRefusal = {
  type: 'InternalServerException',
  message: 'The gateway could not complete this call. Nothing was answered; quote the request id to the platform team.',
};
const unavailable: EdgeRefusal = {
  type: 'ServiceUnavailableException',
  message: 'The gateway cannot be reached just now. Nothing was answered; try again.',
  retryAfterSeconds: 1,
};

/**
 * What the edge says where a call never reaches the gateway, or no answer came back.
 * Types: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const edgeRefusals: Readonly<Record<string, EdgeRefusal>> = {
  ACCESS_DENIED: refused(
    'application_mismatch',
    'A caller role reaches the paths of its own application alone (/apps/{application}/…), from its organization and through the edges that are meant for it. Check the application in the endpoint and the role that signed.',
  ),
  BAD_REQUEST_BODY: refused('body_invalid', 'The body is not the JSON object that this operation takes.'),
  BAD_REQUEST_PARAMETERS: refused('request_malformed', 'A parameter of the path is missing.'),
  EXPIRED_TOKEN: refused('credentials_expired', 'The credentials have expired: assume the caller role again.'),
  INVALID_SIGNATURE: refused(
    'signature_invalid',
    'The signature does not match the request. Sign the request as it is sent, with Signature Version 4, service execute-api and the hub’s Region, for the host name that it is sent to.',
  ),
  MISSING_AUTHENTICATION_TOKEN: refused(
    'authentication_missing',
    'The request is not signed, or there is nothing at this path: set the client’s endpoint to https://<hub>/apps/{application} and sign with service execute-api.',
  ),
  REQUEST_TOO_LARGE: refused(
    'body_too_large',
    'The body is larger than the hub takes. Send large documents by s3Location.',
  ),
  RESOURCE_NOT_FOUND: refused('path_unknown', 'There is nothing at this path.'),
  THROTTLED: refused('rate_exceeded', 'The hub takes no more requests at this moment; try again.', 1),
  UNSUPPORTED_MEDIA_TYPE: refused('request_malformed', 'Send the body as application/json.'),
  WAF_FILTERED: { type: 'AccessDeniedException', message: 'The hub’s firewall let this request not through.' },
  // An answer that is late may still be written and paid for: SDKs do not send the call again after this type.
  INTEGRATION_TIMEOUT: {
    type: 'ModelTimeoutException',
    message: 'The call took longer than the edge waits. It is on record, and may have been charged.',
  },
  INTEGRATION_FAILURE: unavailable,
  API_CONFIGURATION_ERROR: broken,
  DEFAULT_4XX: refused('request_malformed', 'The edge could not read this request.'),
  DEFAULT_5XX: broken,
};

/**
 * Errors of API Gateway itself in the form in which Bedrock answers errors, so that an SDK raises its typed exception and applies its own retry policy at the edge as behind it.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.html
 */
export function gatewayResponses(): Readonly<Record<string, GatewayResponse>> {
  return Object.fromEntries(Object.entries(edgeRefusals).map(([name, refusal]) => [name, gatewayResponse(refusal)]));
}

function gatewayResponse({ code, type, message, retryAfterSeconds }: EdgeRefusal): GatewayResponse {
  const fixed: Readonly<Record<string, string | number | undefined>> = {
    'x-amzn-errortype': type,
    [headers.refusal]: code,
    'retry-after': retryAfterSeconds,
  };
  const responseParameters = Object.entries(fixed).flatMap(([name, value]) =>
    value === undefined ? [] : [[`gatewayresponse.header.${name}`, `'${value}'`] as const],
  );
  return {
    statusCode: String(errorStatus[type]),
    responseParameters: Object.fromEntries(responseParameters),
    responseTemplates: { 'application/json': JSON.stringify({ message }) },
  };
}
