import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attack, type ClientHub, claims, claudeId, pixel, startClientHub, withPictures } from './local-hub.fixture.ts';

let hub: ClientHub;
beforeAll(async () => {
  hub = await startClientHub({ change: withPictures });
});
afterAll(() => hub.close());

const installed = spawnSync('python3', ['-c', 'import boto3']).status === 0;

/** Opens the client as `npm start` tells people to; each test's lines follow and print one JSON document. */
const opening = `
import base64, boto3, json, os
client = boto3.Session(profile_name="${claims}").client("bedrock-runtime", endpoint_url=os.environ["ENDPOINT"])
model = os.environ["MODEL"]
tools = {"tools": [{"toolSpec": {"name": "get_weather", "description": "The weather of a city", "inputSchema": {"json": {
    "type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}}]}
def user(*blocks): return {"role": "user", "content": list(blocks)}
`;

async function python(lines: string): Promise<Record<string, never>> {
  const env = {
    ...process.env,
    AWS_CONFIG_FILE: hub.awsConfig,
    ENDPOINT: hub.endpoint(claims),
    MODEL: claudeId,
    ATTACK: attack,
    PIXEL: pixel.toString('base64'),
  };
  const { stdout } = await promisify(execFile)('python3', ['-c', opening + lines], { env, timeout: 50_000 });
  return JSON.parse(stdout);
}

describe.skipIf(!installed)('boto3 (skipped where `python3 -c "import boto3"` does not work)', () => {
  it('converses, and sends an image', async () => {
    const { text, record } = await python(`
answer = client.converse(modelId=model, messages=[user({"text": "What is in it?"}, {"image": {"format": "png", "source": {"bytes": base64.b64decode(os.environ["PIXEL"])}}})])
print(json.dumps({"text": answer["output"]["message"]["content"][0]["text"], "record": answer["ResponseMetadata"]["RequestId"]}))
`);
    expect(text).toContain('You asked: What is in it?');
    expect(text).toContain(`one image (png, ${pixel.length} bytes)`);
    expect(record).toBe(hub.calls.at(-1)!.intent.recordId);
  }, 60_000);

  it('makes a tool round trip in streams', async () => {
    const { first, second, stops } = await python(`
question = user({"text": "What is the weather in Zurich?"})
def stream(messages):
    events = list(client.converse_stream(modelId=model, toolConfig=tools, messages=messages)["stream"])
    deltas = [event["contentBlockDelta"]["delta"] for event in events if "contentBlockDelta" in event]
    starts = [event["contentBlockStart"]["start"]["toolUse"] for event in events if "contentBlockStart" in event]
    stop = [event["messageStop"]["stopReason"] for event in events if "messageStop" in event]
    return "".join(d.get("text", "") for d in deltas), starts, "".join(d["toolUse"]["input"] for d in deltas if "toolUse" in d), stop[0]
said, starts, arguments, stop = stream([question])
use = {**starts[0], "input": json.loads(arguments)}
result = user({"toolResult": {"toolUseId": use["toolUseId"], "content": [{"json": {"sky": "clear"}}], "status": "success"}})
answer, _, _, last = stream([question, {"role": "assistant", "content": [{"text": said}, {"toolUse": use}]}, result])
print(json.dumps({"first": use, "second": answer, "stops": [stop, last]}))
`);
    expect(first).toMatchObject({ name: 'get_weather', input: { city: expect.any(String) } });
    expect(second).toContain('The tool answered: {"sky":"clear"}');
    expect(stops).toEqual(['tool_use', 'end_turn']);
  }, 60_000);

  it('is told of a block, and raises its typed exception for a refusal', async () => {
    const { block, refusal } = await python(`
block = client.converse(modelId=model, messages=[user({"text": os.environ["ATTACK"]})])["stopReason"]
try:
    client.converse(modelId="us.anthropic.claude-opus-4-8", messages=[user({"text": "Hello"})])
except client.exceptions.AccessDeniedException as error:
    refusal = error.response["Error"]["Message"]
print(json.dumps({"block": block, "refusal": refusal}))
`);
    expect(block).toBe('guardrail_intervened');
    expect(refusal).toContain('applications.claims-assistant.models');
  }, 60_000);
});
