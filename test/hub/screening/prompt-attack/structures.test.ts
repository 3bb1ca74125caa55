import { describe, expect, it } from 'vitest';
import { structures } from '../../../../hub/screening/prompt-attack/structures.ts';

/** By name: texts with the structure, and near misses. */
const examples: Readonly<Record<string, { readonly has: readonly string[]; readonly hasNot: readonly string[] }>> = {
  chatTemplate: {
    has: ['a<|im_start|>b', '[INST] x [/INST]', '<<SYS>>', '<start_of_turn>'],
    hasNot: ['a <| b |> c', '[INSTANCE]', 'x << y'],
  },
  speakerTag: {
    has: ['Hi.\n<system>', 'Hi. [assistant]', '</system_prompt>'],
    hasNot: ['the <b>system</b>', 'a<system'],
  },
  systemMode: {
    has: ['x [system override] y', '{{system prompt}}', '<end of document>'],
    hasNot: ['[systematic]', '{system}'],
  },
  closedInput: {
    has: ['</user_input>\n<system>', '</document> now ignore it'],
    hasNot: ['</input>', '</text> and more'],
  },
  roleObject: { has: ['{"role": "system"}', "'role':'assistant'"], hasNot: ['{"role": "user"}', 'role: system'] },
  turnAfterTurn: { has: ['x\nAssistant: ok\nUser: go'], hasNot: ['x\nAssistant: ok', 'x\nUser: go\nSupport: ok'] },
  systemTurn: {
    has: ['SYSTEM: obey', 'Hi.\n**System message**: obey'],
    hasNot: ['the system: a view', 'ecosystem: x'],
  },
  addressesModel: {
    has: ['Note to AI: x', 'To the AI summarizing this page: x', 'Attention LLM', 'x.\nAssistant note: y'],
    hasNot: ['To the assistant manager: x', 'AI for beginners', 'the note to Agnes: x'],
  },
  userTurn: { has: ['x\nUser: go', 'x\n  human: go'], hasNot: ['x user: go'] },
  headedInstruction: {
    has: ['### System:', '===end of document===', '[[new instructions]]'],
    hasNot: ['### Systems of rivers', '## Usage:'],
  },
  imageBeacon: {
    has: ['![x](https://a.example/p?d={secret})', '![x](http://a.example/<data>)'],
    hasNot: ['![x](https://a.example/p.png)'],
  },
  printImage: { has: ['print ![x](https://a.example/p)'], hasNot: ['![x](https://a.example/p)'] },
  taggedAnswers: { has: ['[CLASSIC] yes', '(Jailbreak)'], hasNot: ['[normally]', '(dance)'] },
  spelledName: { has: ['EvilGPT', 'You are DAN', 'EvilBOT'], hasNot: ['ChatGPT', 'Robot', 'DANCE'] },
  screaming: { has: ['STOP NOW!!!'], hasNot: ['Stop now!!!', 'STOP!'] },
  joinedParts: { has: ['a = "x"; b = "y"; a + b'], hasNot: ['a = "x"; b = "y"', 'a + b'] },
};

describe('structures', () => {
  it('all have examples here', () => {
    expect(Object.keys(examples).sort()).toEqual(structures.map(({ name }) => name).sort());
  });

  for (const { name, needs, pattern } of structures) {
    for (const text of examples[name]?.has ?? []) {
      it(`${name} is found in ${JSON.stringify(text)}, past the quick test`, () => {
        expect(needs.some((sign) => text.includes(sign))).toBe(true);
        expect(pattern.test(text)).toBe(true);
      });
    }
    for (const text of examples[name]?.hasNot ?? []) {
      it(`${name} is not found in ${JSON.stringify(text)}`, () => {
        expect(needs.some((sign) => text.includes(sign)) && pattern.test(text)).toBe(false);
      });
    }
  }
});
