/** What the templates prove of who may do what to whom: each arrow is an answer of the IAM evaluator, or a property that names another resource. */
import { modelArns } from '../../hub/access/model-arns.ts';
import { liveAlias } from '../../hub/network/function-names.ts';
import type { HubScene } from '../policy/hub-scene.ts';
import { answerTo } from '../policy/policy-table.ts';
import { type TablePrincipal, tablePrincipals } from '../policy/table-principals.ts';
import type { DiagramEdge, DiagramNode } from './diagram.ts';
import { type HubNode, nodeOfRole } from './hub-nodes.ts';
import { wiring } from './hub-wiring.ts';

interface Relation {
  readonly label: string;
  readonly action: string;
  /** What of the target is asked for. @default the target itself */
  readonly part?: (arn: string) => string;
}

const content = (arn: string) => `${arn}/content/any`;
const rules = (arn: string) => `${arn}/policy-bundles/${'0'.repeat(64)}.json`;

/** By the type of the target. */
const relations: Readonly<Record<string, readonly Relation[]>> = {
  'AWS::DynamoDB::Table': [
    { label: 'reads', action: 'dynamodb:GetItem' },
    { label: 'writes', action: 'dynamodb:PutItem' },
    { label: 'writes', action: 'dynamodb:UpdateItem' },
  ],
  'AWS::S3::Bucket': [
    { label: 'reads', action: 's3:GetObject', part: content },
    { label: 'reads', action: 's3:GetObject', part: rules },
    { label: 'writes', action: 's3:PutObject', part: content },
    { label: 'writes', action: 's3:PutObject', part: rules },
  ],
  'AWS::KMS::Key': [
    { label: 'decrypts', action: 'kms:Decrypt' },
    { label: 'encrypts', action: 'kms:GenerateDataKey' },
    { label: 'signs', action: 'kms:Sign' },
    { label: 'computes MACs', action: 'kms:GenerateMac' },
  ],
  'AWS::Lambda::Function': [
    { label: 'invokes', action: 'lambda:InvokeFunction', part: (arn) => `${arn}:${liveAlias}` },
  ],
  'AWS::IAM::Role': [{ label: 'assumes', action: 'sts:AssumeRole' }],
  'AWS::Bedrock::Guardrail': [{ label: 'applies', action: 'bedrock:ApplyGuardrail' }],
  'AWS::SQS::Queue': [{ label: 'sends', action: 'sqs:SendMessage' }],
};

/** What lies outside of the templates. */
export const models: DiagramNode = {
  id: 'models',
  label: 'foundation models',
  shape: 'service',
  group: 'Amazon Bedrock',
};

export function hubEdges(scene: HubScene, nodes: readonly HubNode[]): readonly DiagramEdge[] {
  const byNode = Map.groupBy(
    tablePrincipals(scene).filter(({ synthesized }) => synthesized),
    ({ principal }) => nodeOfRole(nodes, principal.roleArn ?? principal.arn),
  );
  const access = [...byNode].flatMap(([from, who]) => {
    if (from === undefined) return [];
    return [
      ...accessEdges(scene, from, who, nodes),
      ...modelEdges(scene, from, who),
      ...pathEdges(scene, from, who, nodes),
    ];
  });
  return [...access, ...wiring(scene, nodes)];
}

/** Drawn where every role of a box may do it to something in the other. */
function accessEdges(
  scene: HubScene,
  from: HubNode,
  who: readonly TablePrincipal[],
  nodes: readonly HubNode[],
): readonly DiagramEdge[] {
  return nodes
    .filter((to) => to !== from)
    .flatMap((to) =>
      (relations[to.resources[0]?.type ?? ''] ?? [])
        .filter(({ action, part = (arn) => arn }) =>
          who.every((one) => to.resources.some(({ identity }) => may(scene, one, action, part(identity.arn)))),
        )
        .map(({ label }) => ({ from: from.id, to: to.id, label })),
    );
}

function modelEdges(scene: HubScene, from: HubNode, who: readonly TablePrincipal[]): readonly DiagramEdge[] {
  const { applications, models: known, hub } = scene.bundle;
  const invokes = who.every((one) => {
    const names = one.application === undefined ? Object.keys(known) : (applications[one.application]?.models ?? []);
    const arns = names.flatMap((name) => (known[name] === undefined ? [] : modelArns(known[name], hub).direct));
    return arns.some((arn) => may(scene, one, 'bedrock:InvokeModel', arn));
  });
  return invokes ? [{ from: from.id, to: models.id, label: 'invokes' }] : [];
}

function pathEdges(
  scene: HubScene,
  from: HubNode,
  who: readonly TablePrincipal[],
  nodes: readonly HubNode[],
): readonly DiagramEdge[] {
  const { partition, region, accountId } = scene.bundle.hub;
  const path = (api: string, application = '') =>
    `arn:${partition}:execute-api:${region}:${accountId}:${api}/v1/POST/apps/${application}/model/any/converse`;
  return nodes
    .filter(({ resources }) => resources[0]?.type === 'AWS::ApiGateway::RestApi')
    .filter(({ resources }) =>
      who.every((one) =>
        resources.some(({ identity }) => may(scene, one, 'execute-api:Invoke', path(identity.name, one.application))),
      ),
    )
    .map((api) => ({ from: from.id, to: api.id, label: 'calls' }));
}

function may(scene: HubScene, who: TablePrincipal, action: string, resource: string): boolean {
  const { answer } = answerTo(scene, who, { action, resource });
  return answer === 'allow' || answer === 'if';
}
