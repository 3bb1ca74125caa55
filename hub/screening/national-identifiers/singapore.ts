import { weightedSum } from './checksums.ts';
import { contextWords, identityWords } from './context-words.ts';
import type { Identifier } from './identifier.ts';

const personWeights = [2, 7, 6, 5, 4, 3, 2];
const businessWeights = [10, 4, 9, 3, 8, 2, 7, 1];
const companyWeights = [10, 8, 6, 4, 9, 7, 5, 3, 1];

/** Check letters by the remainder modulo 11, for each series. */
const citizens = 'JZIHGFEDCBA';
const foreigners = 'XWUTRQPNMLK';
const foreignersFrom2022 = 'KLJNPQRTUWX';

function isIdentityNumber(value: string): boolean {
  if (!/^[STFGM]\d{7}[A-Z]$/.test(value)) return false;
  const series = value[0] ?? '';
  const sum = weightedSum(value.slice(1), personWeights);
  if (series === 'M') return foreignersFrom2022[10 - ((sum + 3) % 11)] === value[8];
  if (series === 'S' || series === 'T') return citizens[(sum + (series === 'T' ? 4 : 0)) % 11] === value[8];
  return foreigners[(sum + (series === 'G' ? 4 : 0)) % 11] === value[8];
}

/** Numbers of identity cards (S, T) and of foreigners (F, G; M since 2022), with their check letters. Source: ICA, "NRIC and FIN"; National Registration Regulations. */
const identityNumber: Identifier = {
  type: 'SG_NRIC_FIN',
  kind: 'code',
  forms: { 9: 'nothing', '1-7-1': 'nothing', '1 7 1': 'line' },
  words: contextWords('nric', 'fin', ...identityWords),
  valid: isIdentityNumber,
};

const entityAlphabet = 'ABCDEFGHJKLMNPQRSTUVWX0123456789';
const entityWeights = [4, 3, 5, 3, 10, 2, 2, 5, 7];

function isBusiness(value: string): boolean {
  return 'XMKECAWLJDB'[weightedSum(value, businessWeights) % 11] === value[8];
}

function isLocalCompany(value: string): boolean {
  const year = Number(value.slice(0, 4));
  if (year < 1800 || year > 2099) return false;
  return 'ZKCMDNERGWH'[weightedSum(value, companyWeights) % 11] === value[9];
}

function isOtherEntity(value: string): boolean {
  const sum = entityWeights.reduce((total, weight, at) => total + entityAlphabet.indexOf(value[at] ?? '') * weight, 0);
  return entityAlphabet[(((sum - 5) % 11) + 11) % 11] === value[9];
}

function isEntityNumber(value: string): boolean {
  if (/^\d{8}[A-Z]$/.test(value)) return isBusiness(value);
  if (/^\d{9}[A-Z]$/.test(value)) return isLocalCompany(value);
  return /^[RST]\d\d[A-Z]{2}\d{4}[A-Z]$/.test(value) && isOtherEntity(value);
}

/** Unique Entity Numbers of businesses, local companies and other bodies, with their check letters. Source: ACRA, "UEN" (uen.gov.sg). */
const entityNumber: Identifier = {
  type: 'SG_UEN',
  kind: 'code',
  forms: { 9: 'nothing', 10: 'nothing' },
  words: contextWords('uen', 'unique entity', 'acra'),
  valid: isEntityNumber,
};

export const singaporean: readonly Identifier[] = [identityNumber, entityNumber];
