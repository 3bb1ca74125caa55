import { applicationsLiveInSpokes, callersAreAtHome, partitionFitsRegion } from './rules/accounts.ts';
import { listsHaveNoDuplicates, retentionIsLongEnough } from './rules/applications.ts';
import {
  guardrailsAreDeployedOrNamed,
  guardrailsAreWithinTheService,
  standardTiersCrossRegions,
} from './rules/deployed-guardrails.ts';
import { certificatesAreInPlace, cloudFrontHasAnOrigin, someEdgeIsOn } from './rules/edge.ts';
import { codeSigningIsAtHome, warmCallsMayRun } from './rules/functions.ts';
import { guardrailNamesAreUnique, patternNamesAreNoTokens, patternsCompile } from './rules/guardrails.ts';
import { capsFitOneCall } from './rules/limits.ts';
import { modelNamesAreUnambiguous, modelsAreReachable } from './rules/models.ts';
import {
  callersHaveAWay,
  existingNetworksAreTakenAsTheyAre,
  networksDoNotOverlap,
  zonesAreOfTheRegion,
} from './rules/network.ts';
import {
  canaryIsAUnitOfSpokes,
  delegatedAdministratorIsAMember,
  enforcedGuardrailsAreOfTheManagementAccount,
  exemptRolesAreOfThePartition,
  unitsAreListedOnce,
  unitsAreOfOneKind,
} from './rules/organization-policies.ts';
import { defaultPurposesExist, guardrailsExist, modelsExist } from './rules/references.ts';
import type { Rule } from './rules/rule.ts';
import {
  breakGlassIsNobodysOwn,
  endpointsAreOfApplications,
  endpointsLeadSomewhere,
  privateDomainNameIsTheHubs,
} from './rules/spokes.ts';
import { someoneMayCall, workloadRolesAreAtHome, workloadsHaveNoDuplicates } from './rules/workloads.ts';

/** All that must hold across `governance.yaml` beyond the shape of its fields. */
export const rules: readonly Rule[] = [
  modelsExist,
  guardrailsExist,
  defaultPurposesExist,
  modelNamesAreUnambiguous,
  modelsAreReachable,
  patternsCompile,
  guardrailNamesAreUnique,
  patternNamesAreNoTokens,
  guardrailsAreDeployedOrNamed,
  standardTiersCrossRegions,
  guardrailsAreWithinTheService,
  applicationsLiveInSpokes,
  callersAreAtHome,
  someoneMayCall,
  workloadRolesAreAtHome,
  workloadsHaveNoDuplicates,
  partitionFitsRegion,
  existingNetworksAreTakenAsTheyAre,
  callersHaveAWay,
  networksDoNotOverlap,
  zonesAreOfTheRegion,
  warmCallsMayRun,
  codeSigningIsAtHome,
  someEdgeIsOn,
  cloudFrontHasAnOrigin,
  certificatesAreInPlace,
  unitsAreListedOnce,
  unitsAreOfOneKind,
  canaryIsAUnitOfSpokes,
  delegatedAdministratorIsAMember,
  enforcedGuardrailsAreOfTheManagementAccount,
  exemptRolesAreOfThePartition,
  breakGlassIsNobodysOwn,
  endpointsLeadSomewhere,
  privateDomainNameIsTheHubs,
  endpointsAreOfApplications,
  retentionIsLongEnough,
  listsHaveNoDuplicates,
  capsFitOneCall,
];
