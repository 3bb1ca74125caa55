/** Decides which tool the stand-in calls: the one that is forced, or the one whose name or description the question names. */
import { lastTurn, type Prompt, question, type Tool } from './prompt.ts';

const commonWords = new Set(
  'the and for with from that this what which who how are was were you your can could please get set use tool given about into over any all not use me my our its has have will would'.split(
    ' ',
  ),
);

function words(text: string): Set<string> {
  const spaced = text.slice(0, 10_000).replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  const found = spaced.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return new Set(found.filter((word) => !commonWords.has(word)));
}

/** A word of the name counts double: one is enough; of the description two are needed. */
function score(tool: Tool, asked: ReadonlySet<string>): number {
  return shared(words(tool.name), asked) * 2 + shared(words(tool.description), asked);
}

function shared(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let count = 0;
  for (const word of some) if (others.has(word)) count++;
  return count;
}

export function chooseTool(prompt: Prompt): Tool | undefined {
  const { toolChoice: choice, tools } = prompt;
  if (choice.kind === 'none' || tools.length === 0) return undefined;
  if (choice.kind === 'tool') return tools.find((tool) => tool.name === choice.name);
  const answered = lastTurn(prompt).some((block) => block.kind === 'tool-result');
  const asked = words(question(prompt));
  const best = tools.map((tool) => ({ tool, points: score(tool, asked) })).sort((a, b) => b.points - a.points)[0];
  if (choice.kind === 'any') return best?.tool;
  return best !== undefined && best.points >= 2 && !answered ? best.tool : undefined;
}
