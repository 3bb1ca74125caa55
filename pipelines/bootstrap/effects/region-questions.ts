import type { PolicyDocument } from '../../../shared/iam/policy-document.ts';
import type { ChangedPath } from './changed-paths.ts';
import type { Question } from './effect-questions.ts';

const key = 'aws:requestedregion';
/** One that AWS could have, and no pattern. */
const region = /^[a-z]{2,5}(?:-[a-z]{2,12}){1,2}-\d{1,2}$/;
/** What people would do in a Region, and miss there. */
const ordinary = ['ec2:RunInstances', 's3:CreateBucket', 'lambda:CreateFunction'];

/**
 * Ordinary work in each Region that a policy names, before or after: the cases of our policies know those of the new rules alone, and a Region that is struck off the list would go unseen.
 */
export function regionQuestions(paths: readonly ChangedPath[]): readonly Question[] {
  const documents = new Set<PolicyDocument>();
  for (const { before, after } of paths)
    for (const { path } of [before, after])
      for (const level of path.serviceControl.distinct) for (const { document } of level) documents.add(document);
  const regions = new Set([...documents].flatMap(regionsIn));
  return [...regions]
    .toSorted()
    .flatMap((name) => ordinary.map((action) => ({ action, resource: '*', context: { 'aws:RequestedRegion': name } })));
}

function regionsIn({ statements }: PolicyDocument): readonly string[] {
  const conditions = statements.flatMap(({ condition }) => condition);
  const named = conditions.filter((condition) => condition.key.toLowerCase() === key);
  return named.flatMap(({ values }) => values.filter((value) => region.test(value)));
}
