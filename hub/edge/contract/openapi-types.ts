/** As much of OpenAPI 3.0 as the contract is written in. Source: https://spec.openapis.org/oas/v3.0.4.html */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers?: readonly OpenApiServer[];
  readonly paths: Readonly<Record<string, OpenApiPath>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, OpenApiSchema>>;
    readonly securitySchemes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
}

interface OpenApiServer {
  readonly url: string;
  readonly description: string;
  readonly variables: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
}

/** A path has one method here. */
export type OpenApiPath =
  | { readonly post: OpenApiOperation; readonly get?: never }
  | { readonly get: OpenApiOperation; readonly post?: never };

export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly OpenApiParameter[];
  readonly requestBody?: { readonly required: true; readonly content: OpenApiContent };
  readonly responses: Readonly<Record<string, OpenApiResponse>>;
}

export interface OpenApiParameter extends OpenApiHeader {
  readonly name: string;
  readonly in: 'path' | 'header';
  readonly required: boolean;
}

export interface OpenApiHeader {
  readonly description: string;
  readonly schema: OpenApiSchema;
}

export interface OpenApiResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, OpenApiHeader>>;
  readonly content?: OpenApiContent;
}

type OpenApiContent = Readonly<Record<string, { readonly schema: OpenApiSchema }>>;
/** A JSON Schema as OpenAPI 3.0 has it, or a reference to one. */
type OpenApiSchema = Readonly<Record<string, unknown>>;
