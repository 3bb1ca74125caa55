import type { Command } from 'commander';
import { applyCommand } from './apply.ts';
import { auditCommand } from './audit.ts';
import { bundleCommand } from './bundle.ts';
import { diagramCommand } from './diagram.ts';
import { evaluateCommand } from './evaluate.ts';
import { offboardCommand } from './offboard.ts';
import { onboardCommand } from './onboard.ts';
import { openApiCommand } from './openapi.ts';
import { organizationCommand } from './organization.ts';
import { planCommand } from './plan.ts';
import { policyCommand } from './policy.ts';
import { quarantineCommand } from './quarantine.ts';
import { reviewsCommand } from './reviews.ts';
import { schemaCommand } from './schema.ts';
import { screenCommand } from './screen.ts';
import { statusCommand } from './status.ts';
import { validateCommand } from './validate.ts';

/** Every command, in the order in which help lists them: what people do most, first. */
export function commands(): readonly Command[] {
  return [
    validateCommand(),
    schemaCommand(),
    screenCommand(),
    evaluateCommand(),
    auditCommand(),
    reviewsCommand(),
    bundleCommand(),
    planCommand(),
    applyCommand(),
    statusCommand(),
    onboardCommand(),
    quarantineCommand(),
    offboardCommand(),
    organizationCommand(),
    policyCommand(),
    openApiCommand(),
    diagramCommand(),
  ];
}
