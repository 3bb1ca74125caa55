import pc from 'picocolors';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import type { DemoOutcome } from './demo.ts';
import type { Recovery } from './local-hub.ts';

export interface BannerFacts {
  readonly origin: string;
  readonly governance: string;
  readonly policyHash: string;
  readonly models: string;
  readonly state: string;
}

export function banner(facts: BannerFacts): string {
  return [
    `${pc.bold('Gatehouse')}: one guarded, recorded door to Amazon Bedrock`,
    `  rules      ${facts.governance}  ${pc.dim(`policy bundle ${facts.policyHash.slice(0, 16)}…`)}`,
    `  models     ${facts.models}`,
    `  state      ${facts.state}`,
    `  ${pc.green('listening')} on ${facts.origin}`,
  ].join('\n');
}

/** What the last run left behind; nothing to say where it ended well. */
export function recoveryReport({ orphans, settled, released, torn }: Recovery): string {
  const lines: string[] = [];
  if (settled > 0) lines.push(`${settled} call(s) of the last run were on record and are now settled.`);
  if (released.length > 0) lines.push(`${released.length} expired reservation(s) given back.`);
  if (torn.length > 0) lines.push(`${torn.length} unfinished evidence file(s) set aside in evidence/torn.`);
  if (orphans.length > 0) {
    lines.push(
      `${orphans.length} call(s) were cut off and have an intent but no completion; list them with: npx gatehouse audit orphans`,
    );
  }
  return lines.map((line) => pc.yellow(`  recovered  ${line}`)).join('\n');
}

const titleWidth = 28;
const applicationWidth = 18;
const outcomeWidth = 52;

/** The demonstration as a table, and under each row what to notice. */
export function demoTable(outcomes: readonly DemoOutcome[]): string {
  const row = (title: string, application: string, outcome: string, record: string) =>
    `  ${title.padEnd(titleWidth)}${application.padEnd(applicationWidth)}${outcome.padEnd(outcomeWidth)}${record}`;
  const lines = outcomes.flatMap(({ title, application, outcome, detail, recordId }) => [
    row(title, application, outcome, recordId),
    pc.dim(`      ${shorten(detail, 130)}`),
  ]);
  return [pc.bold(row('call', 'application', 'outcome', 'record')), ...lines].join('\n');
}

function shorten(text: string, width: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}

/** How to make the next call, for the first application of the rules; every line can be pasted as it stands. */
export function nextSteps(bundle: PolicyBundle, origin: string, config: string, recordId: string): string {
  const [application] = Object.values(bundle.applications);
  if (application === undefined) return '';
  const model = application.models
    .map((key) => bundle.models[key])
    .find((candidate) => candidate?.bodyFormat !== 'none');
  const modelId = model?.inferenceProfiles[0] ?? model?.id ?? '';
  const { name } = application;
  return `${pc.bold('Your own call')}
  ${pc.dim('AWS CLI')}
    AWS_CONFIG_FILE=${config} aws --profile ${name} bedrock-runtime converse --endpoint-url ${origin}/apps/${name} \\
      --model-id ${modelId} --messages '[{"role":"user","content":[{"text":"Hello"}]}]'
  ${pc.dim(`Python    (AWS_CONFIG_FILE=${config})`)}
    boto3.Session(profile_name="${name}").client("bedrock-runtime", endpoint_url="${origin}/apps/${name}").converse(
      modelId="${modelId}", messages=[{"role": "user", "content": [{"text": "Hello"}]}])
  ${pc.dim(`JavaScript (AWS_CONFIG_FILE=${config} AWS_PROFILE=${name})`)}
    new BedrockRuntimeClient({ endpoint: "${origin}/apps/${name}" }).send(new ConverseCommand({
      modelId: "${modelId}", messages: [{ role: "user", content: [{ text: "Hello" }] }] }))
${pc.bold('Look at a record')}
    npx gatehouse audit show ${recordId}
Each call is one line below. Ctrl-C stops the hub once the calls in flight are finished.
`;
}
