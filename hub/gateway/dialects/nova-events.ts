import { bedrockFields } from './bedrock-fields.ts';
import { ConverseEvents } from './converse-events.ts';
import type { StreamEvent } from './dialect.ts';
import { ownObject, ownString } from './json-tree.ts';
import { object, skip } from './shape.ts';
import { passing, wholeTexts } from './stream-events.ts';
import type { EventSource } from './stream-source.ts';
import { walk } from './walk.ts';

const eventNames = [
  'contentBlockDelta',
  'contentBlockStart',
  'contentBlockStop',
  'messageStart',
  'messageStop',
  'metadata',
] as const;

/** What may stand beside each event in its chunk. The event itself is skipped here, because it is read by its own shape. */
const surroundings = new Map(eventNames.map((name) => [name, object({ [name]: skip, ...bedrockFields })] as const));
const bare = object(bedrockFields);

/** Nova's streamed events: Converse's, each in a chunk under its own name, with Bedrock's fields beside it. */
export class NovaEvents {
  readonly #events = new ConverseEvents();
  #serial = 0;

  read(source: EventSource): readonly StreamEvent[] {
    const { event } = source;
    const name = eventNames.find((candidate) => ownObject(event, candidate) !== undefined);
    const inner = name && ownObject(event, name);
    const shape = (name && surroundings.get(name)) ?? bare;
    const { parts } = walk(event, shape, { prefix: '', kind: 'unknown-field', role: 'assistant' });
    const texts = parts.length === 0 ? [] : wholeTexts(source, parts, `chunk-${this.#serial++}`);
    if (name === undefined || inner === undefined) return [...texts, passing('other', source)];
    const action = ownString(event, 'amazon-bedrock-guardrailAction');
    const facts = action === undefined ? {} : { guardrailAction: action };
    return [...texts, ...this.#events.read(name, inner, source, facts)];
  }
}
