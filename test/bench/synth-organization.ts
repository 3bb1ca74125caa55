import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Governance {
  readonly models: Readonly<Record<string, unknown>>;
  readonly applications: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Not one of the example's own accounts. */
const firstAccount = 200_000_000_000;

/**
 * The example organization with so many applications instead of its own. They are spread over the accounts; where there are more accounts than applications, the rest have none. One may be changed: it may use one model less.
 */
export function organizationOf(applications: number, accounts: number, changed?: string): Governance {
  const example = parse(readFileSync('governance.yaml', 'utf8')) as Governance;
  const samples = Object.values(example.applications);
  const entries = Array.from({ length: applications }, (_, index): [string, Readonly<Record<string, unknown>>] => {
    const name = `application-${index}`;
    const account = String(firstAccount + Math.floor((index * accounts) / applications));
    const callers = [`arn:aws:iam::${account}:role/${name}-service`];
    // Rules and schemas make no resources, and a thousand of them would be more than a governance file may hold.
    const { systemRules: _rules, outputSchema: _schema, ...sample } = samples[index % samples.length] ?? {};
    const models = Array.isArray(sample.models) ? sample.models : [];
    return [name, { ...sample, account, callers, models: name === changed ? models.slice(1) : models }];
  });
  return { ...example, applications: Object.fromEntries(entries) };
}
