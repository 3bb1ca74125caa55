/** Who signed, in AWS's own words. Nothing here comes from the caller's mouth: it belongs to the credentials that made the signature. */
export interface Principal {
  /** Such as `arn:aws:sts::999988887777:assumed-role/gatehouse-caller-claims-assistant/claims-assistant`. */
  readonly arn: string;
  readonly accountId: string;
  /** The role session's name: the last part of the ARN. */
  readonly session: string;
}

/** What the issuer of an access key knows of it. */
export interface KnownCredential<P extends Principal> {
  readonly secretAccessKey: string;
  /** Present for temporary credentials, which are valid only together with it. */
  readonly sessionToken?: string;
  readonly expiresAtMs?: number;
  readonly principal: P;
}

export type CredentialLookup<P extends Principal> = (
  accessKeyId: string,
  sessionToken: string | undefined,
) => KnownCredential<P> | undefined;
