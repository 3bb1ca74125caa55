import { expect, it } from 'vitest';
import { hubResources } from '../../../../pipelines/bootstrap/preflight/hub-resources.ts';
import { resourceTypeActions } from '../../../../pipelines/bootstrap/preflight/resource-type-actions.ts';
import { templateResources } from '../../../../pipelines/bootstrap/preflight/template-resources.ts';
import { synthesizeHub } from '../../../../pipelines/policy/synthesize-hub.ts';

const synthesized = synthesizeHub('governance.yaml').flatMap(({ template }) =>
  templateResources(JSON.stringify(template), 'Gatehouse').map(({ type }) => type),
);

it('the pre-flight asks about every type that the hub’s stacks are made of', () => {
  const asked = new Set(hubResources.map(({ type }) => type));
  // Custom resources are functions of the stack itself.
  const missing = new Set(synthesized.filter((type) => !asked.has(type) && !type.startsWith('Custom::')));
  expect(synthesized.length).toBeGreaterThan(100);
  expect([...missing]).toEqual([]);
});

it('it knows what each of them takes', () => {
  expect(hubResources.filter(({ type }) => !resourceTypeActions.has(type))).toEqual([]);
});
