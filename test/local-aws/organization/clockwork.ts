import type { Behaviour } from './behaviour.ts';
import { answerArrivals } from './cloudformation/auto-deployment.ts';
import { passOperations } from './cloudformation/operation-progress.ts';
import { settlePolicyTypes } from './organizations/policy-types.ts';
import type { World } from './world.ts';

/** What AWS does in the background goes on by one step with every request to the service that does it. */
export function passTick(world: World, service: string, behaviour: Behaviour, now: Date): void {
  if (service === 'organizations') {
    world.ticks.organizations++;
    settlePolicyTypes(world);
  }
  if (service === 'cloudformation') {
    world.ticks.cloudformation++;
    passStackSets(world, behaviour, now);
  }
}

/** Lets as much time go by as everything under way needs. */
export function settle(world: World, behaviour: Behaviour, now: Date): void {
  world.ticks.organizations += 1_000_000;
  settlePolicyTypes(world);
  world.ticks.cloudformation += 1_000_000;
  do passStackSets(world, behaviour, now);
  while (isBusy(world));
}

function passStackSets(world: World, behaviour: Behaviour, now: Date): void {
  passOperations(world, behaviour, now);
  answerArrivals(world, behaviour, now);
}

function isBusy({ arrivals, stackSets }: World): boolean {
  const atWork = Object.values(stackSets).some(({ operations }) => operations.some(({ endedAt }) => endedAt === ''));
  return arrivals.length > 0 || atWork;
}
