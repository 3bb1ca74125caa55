/** What a service answers instead of what it was asked for; `code` as the service writes it on the wire. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;
  /** More fields of the answer, such as `Reason`. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(
    code: string,
    message: string,
    options: { status?: number; fields?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
    this.status = options.status ?? 400;
    this.fields = options.fields ?? {};
  }
}
