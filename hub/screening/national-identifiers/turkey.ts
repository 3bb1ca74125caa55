import { digitAt, weightedSum } from './checksums.ts';
import { contextWords, identityWords } from './context-words.ts';
import type { Identifier } from './identifier.ts';

const tenthWeights = [7, -1, 7, -1, 7, -1, 7, -1, 7];
const eleventhWeights = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1];

/** Identity numbers (T.C. kimlik numarası): the tenth digit from odd and even places, the eleventh from all before it. Source: Nüfus ve Vatandaşlık İşleri, MERNİS algorithm. */
const identityNumber: Identifier = {
  type: 'TR_NATIONAL_ID',
  kind: 'digits',
  forms: { 11: 'nothing' },
  words: contextWords('t\\.?c\\.?(?: kimlik)?', 'kimlik', 'tckn', 'vatanda[sş]l[iı]k', 'n[uü]fus', ...identityWords),
  valid(value) {
    if (value.startsWith('0')) return false;
    const tenth = weightedSum(value, tenthWeights);
    if (((tenth % 10) + 10) % 10 !== digitAt(value, 9)) return false;
    return weightedSum(value, eleventhWeights) % 10 === digitAt(value, 10);
  },
};

export const turkish: readonly Identifier[] = [identityNumber];
