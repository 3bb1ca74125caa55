import { entriesAt, mapAt, mapsAt, textAt, textsAt } from '../draft.ts';
import { describeFound, type Finding } from '../problem.ts';

/** A guardrail is either named (identifier and version) or deployed by the hub: settings for the one would do nothing for the other. */
export function* guardrailsAreDeployedOrNamed(file: unknown): Iterable<Finding> {
  for (const [name, guardrail] of entriesAt(file, 'guardrails')) {
    const [identifier, version] = [guardrail.identifier, guardrail.version];
    const path = ['guardrails', name];
    if ((identifier === undefined) !== (version === undefined)) {
      const [given, missing] = identifier === undefined ? ['version', 'identifier'] : ['identifier', 'version'];
      yield {
        path: [...path, given],
        found: describeFound(guardrail[given]),
        message: `which means nothing without ${missing}`,
        remedy: `Write ${missing} too, or leave both out and let the hub deploy the guardrail.`,
      };
    }
    if (identifier === undefined || guardrail.bedrock === undefined) continue;
    yield {
      path: [...path, 'bedrock'],
      found: describeFound(guardrail.bedrock),
      message: 'which the hub cannot change in a guardrail that exists already',
      remedy: 'Leave out identifier and version, so that the hub deploys the guardrail, or leave out bedrock.',
    };
  }
}

/** The STANDARD tier and automated reasoning work with a guardrail profile alone, and that must reach the hub's own Region. */
export function* standardTiersCrossRegions(file: unknown): Iterable<Finding> {
  const hubRegion = textAt(mapAt(file, 'hub'), 'region');
  for (const [name, guardrail] of entriesAt(file, 'guardrails')) {
    const bedrock = mapAt(guardrail, 'bedrock');
    const path = ['guardrails', name, 'bedrock'];
    if (bedrock.crossRegion === undefined) yield* needingProfiles(bedrock, path);
    const regions = textsAt(mapAt(bedrock, 'crossRegion'), 'regions').map(([, region]) => region);
    if (regions.length === 0 || hubRegion === undefined || regions.includes(hubRegion)) continue;
    yield {
      path: [...path, 'crossRegion', 'regions'],
      found: describeFound(regions),
      message: `which lack the hub’s own Region (${describeFound(hubRegion)})`,
      remedy: `Add ${hubRegion}: a profile always judges there, too.`,
    };
  }
}

function* needingProfiles(bedrock: Readonly<Record<string, unknown>>, path: readonly string[]): Iterable<Finding> {
  const remedy = 'Add crossRegion: { profile: …, regions: […] }, or choose the CLASSIC tier.';
  for (const field of ['contentTier', 'topicTier'])
    if (bedrock[field] === 'STANDARD')
      yield { path: [...path, field], found: describeFound('STANDARD'), message: 'which needs crossRegion', remedy };
  if (bedrock.automatedReasoning === undefined) return;
  yield {
    path: [...path, 'automatedReasoning'],
    found: describeFound(bedrock.automatedReasoning),
    message: 'which needs crossRegion',
    remedy: 'Add crossRegion: { profile: …, regions: […] }.',
  };
}

/** Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-limits.html */
const mostRegexes = 10;
const longestClassicDefinition = 200;

/** What the service takes less of than local screening does. */
export function* guardrailsAreWithinTheService(file: unknown): Iterable<Finding> {
  for (const [name, guardrail] of entriesAt(file, 'guardrails')) {
    if (guardrail.identifier !== undefined) continue;
    const path = ['guardrails', name];
    const bedrock = mapAt(guardrail, 'bedrock');
    const regexes = mapsAt(guardrail, 'regexes').length;
    if (regexes > mostRegexes)
      yield {
        path: [...path, 'regexes'],
        found: `${regexes} patterns`,
        message: `which are more than a Bedrock guardrail takes (${mostRegexes})`,
        remedy: 'Join patterns, or spread them over guardrails.',
      };
    yield* longTopics(guardrail, bedrock.topicTier, path);
    const attack = mapAt(mapAt(bedrock, 'contentFilters'), 'PROMPT_ATTACK');
    if (attack.output === undefined || attack.output === 'NONE') continue;
    yield {
      path: [...path, 'bedrock', 'contentFilters', 'PROMPT_ATTACK', 'output'],
      found: describeFound(attack.output),
      message: 'although answers hold no prompt attacks to filter',
      remedy: 'Leave it out, or write NONE.',
    };
  }
}

function* longTopics(
  guardrail: Readonly<Record<string, unknown>>,
  tier: unknown,
  path: readonly string[],
): Iterable<Finding> {
  if (tier === 'STANDARD') return;
  for (const [index, topic] of mapsAt(guardrail, 'topics')) {
    const definition = textAt(topic, 'definition') ?? '';
    if (definition.length <= longestClassicDefinition) continue;
    yield {
      path: [...path, 'topics', index, 'definition'],
      found: `${definition.length} characters`,
      message: `which are more than the CLASSIC tier takes (${longestClassicDefinition})`,
      remedy: 'Shorten it, or choose topicTier: STANDARD.',
    };
  }
}
