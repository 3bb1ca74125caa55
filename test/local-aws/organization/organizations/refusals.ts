/** Errors of Organizations. Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html */
import type { Refuse } from '../fields.ts';
import { ServiceError } from '../service-error.ts';

export function invalidInput(reason: string, message: string): ServiceError {
  return new ServiceError('InvalidInputException', message, { fields: { Reason: reason } });
}

export const inputRequired: Refuse = (name) =>
  invalidInput('INPUT_REQUIRED', `You specified an invalid value. ${name} is required.`);

export function constraint(reason: string, message: string): ServiceError {
  return new ServiceError('ConstraintViolationException', message, { status: 409, fields: { Reason: reason } });
}

export function conflict(code: string, message: string): ServiceError {
  return new ServiceError(code, message, { status: 409 });
}

export function notFound(code: string, message: string): ServiceError {
  return new ServiceError(code, message, { status: 404 });
}
