/**
 * The path of a REST API's proxy event as the caller wrote it. API Gateway puts the stage or the base path of a custom domain in front of it, and decodes some of what was
 * percent-encoded, so that a model's ARN (`…inference-profile%2Fus.amazon…`) may arrive with a slash in it.
 */
export interface ProxyPath {
  readonly path: string;
  readonly multiValueQueryStringParameters?: Readonly<Record<string, readonly string[]>> | null | undefined;
  readonly requestContext: { readonly stage: string; readonly resourcePath?: string | null | undefined };
}

/** `/apps/claims/model/ID/converse`, with its query if there is one. What is no such path is left as it is: the router refuses it. */
export function proxyPath({ path, multiValueQueryStringParameters, requestContext }: ProxyPath): string {
  return oneSegmentModel(withoutBase(path, requestContext)) + queryOf(multiValueQueryStringParameters);
}

const begins = /^\/(?:apps\/|healthz$)/;

/**
 * API Gateway has found the resource by the path behind stage and base path, so what is in front of where the resource begins is theirs. Where it is not known to begin (a resource
 * that takes any path), nothing but the stage is taken off. No permission hangs on this: the application comes from the principal, and the path must name the same one.
 */
function withoutBase(path: string, { stage, resourcePath }: ProxyPath['requestContext']): string {
  if (begins.test(path)) return path;
  const behindStage = path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : path;
  if (begins.test(behindStage) || !begins.test(resourcePath ?? '')) return behindStage;
  return path.slice(Math.max(0, path.search(/\/(?:apps\/|healthz$)/)));
}

const modelPath = /^(\/apps\/[^/]+\/model\/)(.+)(\/[a-z-]+)$/;

/** A decoded slash is put back: whatever stands between `/model/` and the action is the model's name. */
function oneSegmentModel(path: string): string {
  const [, before, model, action] = modelPath.exec(path) ?? [];
  if (before === undefined || model === undefined || action === undefined || !model.includes('/')) return path;
  return before + model.replaceAll('/', '%2F') + action;
}

function queryOf(parameters: ProxyPath['multiValueQueryStringParameters']): string {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(parameters ?? {})) for (const value of values) query.append(name, value);
  return query.size === 0 ? '' : `?${query}`;
}
