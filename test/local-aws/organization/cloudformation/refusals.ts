/** Errors of CloudFormation. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackInstances.html and its neighbours */
import type { Refuse } from '../fields.ts';
import { ServiceError } from '../service-error.ts';

export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}

export const missing: Refuse = (name) =>
  validationError(
    `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  );

export function notFound(code: string, message: string): ServiceError {
  return new ServiceError(code, message, { status: 404 });
}

export function conflict(code: string, message: string): ServiceError {
  return new ServiceError(code, message, { status: 409 });
}
