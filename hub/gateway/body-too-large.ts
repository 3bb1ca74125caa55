import { type Refusal, refuse } from '../../shared/contract/refusals.ts';

export function bodyTooLarge(maxBytes: number): Refusal {
  return refuse(
    'body_too_large',
    `The request body is larger than ${maxBytes} bytes. Refer to large documents and images by s3Location, or send less.`,
  );
}
