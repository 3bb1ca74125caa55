import { nearest } from '../../../shared/config/suggest.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { operatorNames, parseOperator } from '../../../shared/iam/condition-operators.ts';
import { type PolicyDocument, parsePolicy } from '../../../shared/iam/policy-document.ts';
import { asList, asRecord } from '../attached-policies.ts';
import type { LintFinding } from './finding.ts';
import { lintActions, shown } from './lint-actions.ts';
import { lintConditions } from './lint-conditions.ts';
import { lintResources } from './lint-resources.ts';

/**
 * What in a policy does not do what it seems to: names that AWS does not have, and parts that can never match. About anybody's policy: placeholders (`<my-org-id>`, `${…}`) are left alone, and
 * nothing is said that the policy's use would decide.
 *
 * @param text JSON of one policy of any type.
 *
 * @example await lintPolicy('{"Statement":{"Effect":"Allow","Action":"s3:GetObjet","Resource":"*"}}') // unknown-action, "Did you mean s3:GetObject?"
 */
export async function lintPolicy(text: string): Promise<readonly LintFinding[]> {
  const json = parseText(text);
  if (json === undefined)
    return [notAPolicy('', 'The file is not JSON.', 'Write JSON: no comments, no commas at the end of lists.')];
  const operators = lintOperators(json);
  if (operators.length > 0) return operators;
  const document = parseDocument(json);
  if ('rule' in document) return [document];
  const findings = await Promise.all(
    document.statements.map(async (statement, index) => {
      const path = `Statement[${index}]`;
      const parts = [lintActions(statement, path), lintResources(statement, path), lintConditions(statement, path)];
      return (await Promise.all(parts)).flat();
    }),
  );
  return [...findings.flat(), ...lintSids(document)];
}

function parseText(text: string): unknown {
  try {
    // Windows editors put a mark in front.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function parseDocument(json: unknown): PolicyDocument | LintFinding {
  try {
    return parsePolicy(json, 'policy');
  } catch (error) {
    if (!(error instanceof GatehouseFault)) throw error;
    return notAPolicy('', error.message.replace(error.remedy, '').trim(), error.remedy);
  }
}

/** Before all else, because an operator that is none makes the document none. */
function lintOperators(json: unknown): readonly LintFinding[] {
  const { Statement: statements } = asRecord(json);
  const list = Array.isArray(statements) ? asList(statements) : [statements];
  return list.flatMap((statement, index) =>
    Object.keys(asRecord(asRecord(statement).Condition)).flatMap((operator) => {
      if (parseOperator(operator) !== undefined) return [];
      return [unknownOperator(operator, `Statement[${index}].Condition`)];
    }),
  );
}

function unknownOperator(operator: string, path: string): LintFinding {
  const [, set = '', name = ''] = /^([^:]*:)?(.*)$/s.exec(operator) ?? [];
  const near = nearest(name.replace(/IfExists$/i, ''), operatorNames());
  const ending = /IfExists$/i.test(name) && near !== 'Null' ? 'IfExists' : '';
  return {
    rule: 'unknown-operator',
    path,
    message: `${shown(operator)} is no condition operator.`,
    remedy:
      near === undefined
        ? `There are: ${operatorNames().join(', ')}.`
        : `Did you mean ${shown(near === 'Null' ? '' : set)}${near}${ending}?`,
  };
}

function lintSids({ statements }: PolicyDocument): readonly LintFinding[] {
  const seen = new Set<string>();
  return statements.flatMap(({ sid }, index) => {
    if (sid === undefined || sid === '') return [];
    if (!seen.has(sid)) {
      seen.add(sid);
      return [];
    }
    const message = `The Sid ${shown(sid)} is used before: IAM refuses the policy.`;
    return [
      {
        rule: 'repeated-sid' as const,
        path: `Statement[${index}].Sid`,
        message,
        remedy: 'Give each statement its own.',
      },
    ];
  });
}

function notAPolicy(path: string, message: string, remedy: string): LintFinding {
  return { rule: 'not-a-policy', path, message, remedy };
}
