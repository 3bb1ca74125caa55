import { readFileSync, statSync } from 'node:fs';
import { GatehouseFault } from '../../shared/errors.ts';
import { parsePolicy } from '../../shared/iam/policy-document.ts';
import type { NamedPolicy } from '../../shared/iam/statement-match.ts';

/** Bytes. AWS's largest policy has 20,480 characters besides white space. */
const mostBytes = 100_000;

/** The text of a policy file. */
export function readPolicyText(file: string): string {
  try {
    if (statSync(file).size > mostBytes)
      throw new GatehouseFault(
        'configuration_invalid',
        `${file} is larger than ${mostBytes} bytes.`,
        'Give one policy.',
      );
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof GatehouseFault) throw cause;
    throw new GatehouseFault('configuration_invalid', `${file} cannot be read.`, 'Give the path of a policy file.', {
      cause,
    });
  }
}

/** @throws GatehouseFault `configuration_invalid` that says where the file is no policy. */
export function readPolicyFile(file: string): NamedPolicy {
  return { name: file, document: parsePolicy(readPolicyText(file), file) };
}
