import { GatehouseFault } from '../../../shared/errors.ts';

/** Somebody else made of it what no plan knows of: better to stop than to write over it. */
export function conflict(message: string): GatehouseFault {
  return new GatehouseFault(
    'organization_conflict',
    message,
    'Look at what is there with `gatehouse plan`; what Gatehouse did not make, it does not change.',
  );
}
