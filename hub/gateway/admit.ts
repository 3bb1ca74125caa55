/**
 * Identify and authorize: who is asking, and whether this may be asked. Pure: no I/O, nothing is spent. Default deny: each name must be found in the
 * policy bundle. What is learnt on the way is kept as facts even where the answer is no, because refused calls are recorded too.
 */
import { isRefusal, type Refusal, refuse } from '../../shared/contract/refusals.ts';
import { type AssumedRole, applicationOf, parseAssumedRole } from './caller-roles.ts';
import { type Declared, readDeclared } from './declared.ts';
import type { Dialect, ParsedRequest } from './dialects/dialect.ts';
import { parseJsonObject } from './dialects/json.ts';
import { selectDialect } from './dialects/select-dialect.ts';
import type { GovernedApplication, GovernedModel, GovernedPolicy } from './governed-policy.ts';
import type { SignedRequest } from './hub.ts';
import { parseRoute, type Route } from './route.ts';

/** What is known of a call, as far as it got. */
export interface CallFacts {
  principal?: AssumedRole;
  application?: GovernedApplication;
  route?: Route;
  model?: GovernedModel;
  request?: ParsedRequest;
  declared?: Declared;
  purpose?: string;
}

/** A call that the rules allow, with everything that later steps need. */
export interface AdmittedCall extends Required<CallFacts> {
  readonly dialect: Dialect;
  /** What the answer may use at most; 0 where nothing is generated. */
  readonly maxOutputTokens: number;
}

/** How many more answers are asked for. A stream leaves while it comes, so nothing is compared with it. */
export function samplesOf({ route, request, application }: AdmittedCall): number {
  return route.streaming || !request.generates ? 0 : application.policy.answers.selfAgreementSamples;
}

export interface Admission {
  readonly facts: CallFacts;
  readonly decision: AdmittedCall | Refusal;
}

export function admit(inbound: SignedRequest, policy: GovernedPolicy): Admission {
  const facts: CallFacts = {};
  return { facts, decision: decide(inbound, policy, facts) };
}

function decide(inbound: SignedRequest, policy: GovernedPolicy, facts: CallFacts): AdmittedCall | Refusal {
  const application = identify(inbound.principalArn, policy, facts);
  if (isRefusal(application)) return application;
  const route = findRoute(inbound, application, facts);
  if (isRefusal(route)) return route;
  const model = findModel(route, application, policy, facts);
  if (isRefusal(model)) return model;
  const dialect = selectDialect(route.operation, model.policy.bodyFormat);
  if (isRefusal(dialect)) return dialect;
  const request = readRequest(inbound, dialect, application, facts);
  if (isRefusal(request)) return request;
  const declared = readDeclared(inbound.headers, request);
  if (isRefusal(declared)) return declared;
  facts.declared = declared;
  const purpose = authorizePurpose(declared.purpose, application);
  if (isRefusal(purpose)) return purpose;
  facts.purpose = purpose;
  const maxOutputTokens = capOutput(request, application, model);
  if (isRefusal(maxOutputTokens)) return maxOutputTokens;
  const tier = authorizeServiceTier(request, inbound, model);
  if (isRefusal(tier)) return tier;
  return { ...(facts as Required<CallFacts>), dialect, maxOutputTokens };
}

function identify(arn: string, policy: GovernedPolicy, facts: CallFacts): GovernedApplication | Refusal {
  const principal = parseAssumedRole(arn);
  if (principal !== undefined) facts.principal = principal;
  const name = applicationOf(arn, policy.compiled.bundle);
  const application = name === undefined ? undefined : policy.applications.get(name);
  if (application === undefined) {
    return refuse(
      'principal_unknown',
      'These credentials belong to no application of this hub. Assume your application’s caller role (gatehouse-caller-<application>) and sign with its credentials.',
    );
  }
  facts.application = application;
  return application;
}

function findRoute(inbound: SignedRequest, application: GovernedApplication, facts: CallFacts): Route | Refusal {
  const route = parseRoute(inbound.method, inbound.path);
  if (isRefusal(route)) return route;
  facts.route = route;
  const { name, operations } = application.policy;
  if (route.application !== name) {
    return refuse(
      'application_mismatch',
      `These credentials are of application ${name}; its calls go to /apps/${name}/….`,
    );
  }
  if (!operations.includes(route.operation)) {
    return refuse(
      'operation_not_allowed',
      `Application ${name} may not use ${route.operation}; it may use ${operations.join(', ')}. The platform team grants operations in governance.yaml (applications.${name}.operations).`,
    );
  }
  return route;
}

function findModel(
  route: Route,
  application: GovernedApplication,
  policy: GovernedPolicy,
  facts: CallFacts,
): GovernedModel | Refusal {
  const model = policy.models.get(route.modelId);
  if (model !== undefined) facts.model = model;
  if (model === undefined || !application.policy.models.includes(model.key)) {
    const { name, models } = application.policy;
    return refuse(
      'model_not_entitled',
      `Application ${name} is not entitled to model ${route.modelId}. Its models are ${models.join(', ')}; the platform team entitles others in governance.yaml (applications.${name}.models).`,
    );
  }
  return model;
}

function readRequest(
  inbound: SignedRequest,
  dialect: Dialect,
  application: GovernedApplication,
  facts: CallFacts,
): ParsedRequest | Refusal {
  const body = parseJsonObject(inbound.body);
  if (isRefusal(body)) return body;
  const request = dialect.parseRequest(body);
  if (isRefusal(request)) return request;
  facts.request = request;
  const [unknown] = request.unknownFields;
  if (unknown !== undefined && application.policy.unknownFields === 'strict') {
    return refuse(
      'field_not_allowed',
      `The gateway does not know the field ${unknown}, and application ${application.policy.name} is strict about unknown fields. Leave it out, or ask the platform team to set unknownFields: lenient.`,
    );
  }
  return request;
}

function authorizePurpose(declared: string | null, application: GovernedApplication): string | Refusal {
  const { name, purposes, defaultPurpose } = application.policy;
  const purpose = declared ?? defaultPurpose;
  if (purposes.includes(purpose)) return purpose;
  return refuse(
    'purpose_not_allowed',
    `Application ${name} may not call for the declared purpose; its purposes are ${purposes.join(', ')}. Declare one of them in requestMetadata.purpose or x-gatehouse-purpose.`,
  );
}

/** A request that asks for more than it may have is refused, never trimmed; one that asks for nothing in particular gets the cap. */
function capOutput(request: ParsedRequest, application: GovernedApplication, model: GovernedModel): number | Refusal {
  if (!request.generates) return 0;
  const cap = Math.min(application.policy.limits.maxOutputTokens, model.policy.maxOutputTokens);
  const requested = request.requestedMaxTokens ?? cap;
  // A negative or fractional maximum would make a negative reservation, which is a gift to the caller's own budget.
  if (!Number.isSafeInteger(requested) || requested < 1) {
    return refuse('body_invalid', 'The maximum of output tokens is a whole number from 1.');
  }
  if (requested <= cap) return requested;
  return refuse(
    'output_cap_exceeded',
    `The call asks for up to ${requested} output tokens; application ${application.policy.name} may ask for ${cap} with this model. Lower the maximum.`,
  );
}

/** Both places that name a tier are judged: Bedrock, not the gateway, decides which of the two it heeds. */
function authorizeServiceTier(
  request: ParsedRequest,
  inbound: SignedRequest,
  model: GovernedModel,
): undefined | Refusal {
  const { serviceTiers } = model.policy;
  const named = [inbound.headers['x-amzn-bedrock-service-tier'], request.serviceTier];
  if (named.every((tier) => tier === undefined || serviceTiers.includes(tier))) return undefined;
  return refuse(
    'field_not_allowed',
    `Model ${model.key} is governed for service tiers ${serviceTiers.join(', ')}; leave the service tier out or use one of them.`,
  );
}
