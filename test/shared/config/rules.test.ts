import { describe, expect, it } from 'vitest';
import {
  load,
  minimalApplication,
  minimalGovernance,
  minimalModel,
  onlyProblem,
  problemsOf,
} from './minimal-governance.ts';

type Governance = ReturnType<typeof minimalGovernance>;

function withApplication(change: Record<string, unknown>): Governance {
  const governance = minimalGovernance();
  governance.applications.desk = { ...minimalApplication(), ...change };
  return governance;
}

function withGuardrail(change: Record<string, unknown>): Governance {
  const governance = minimalGovernance();
  governance.guardrails.basic = { identifier: 'gr1a2b3c4d5e', version: 1, ...change };
  return governance;
}

function withModel(change: Record<string, unknown>): Governance {
  const governance = minimalGovernance();
  governance.models.nova = { ...minimalModel(), ...change };
  return governance;
}

describe('references', () => {
  it('names the models that exist where none is near', () => {
    expect(onlyProblem(withApplication({ models: ['nova', 'zebra'] }))).toMatchObject({
      path: 'applications.desk.models[1]',
      found: "'zebra'",
      remedy: 'In models: nova.',
    });
  });

  it.each(['constructor', '__proto__', 'toString'])('does not take the inherited name %s for a model', (name) => {
    expect(onlyProblem(withApplication({ models: [name] })).message).toBe('which is not in models');
  });

  it('refuses a guardrail that does not exist', () => {
    expect(onlyProblem(withApplication({ guardrail: 'none' })).path).toBe('applications.desk.guardrail');
  });

  it('refuses a default purpose that is not among the purposes', () => {
    expect(onlyProblem(withApplication({ defaultPurpose: 'gossip' })).path).toBe('applications.desk.defaultPurpose');
  });
});

describe('models', () => {
  it.each(['id', 'inferenceProfiles'])('refuses a name that another model has (%s)', (field) => {
    const profile = 'us.amazon.nova-micro-v1:0';
    const governance = withModel({ inferenceProfiles: [profile] });
    const other = { ...minimalModel(), id: field === 'id' ? 'amazon.nova-micro-v1:0' : 'amazon.nova-lite-v1:0' };
    governance.models.other = field === 'id' ? other : { ...other, inferenceProfiles: [profile] };
    const problem = onlyProblem(governance);
    expect(problem.path).toMatch(`models.other.${field}`);
    expect(problem.message).toContain('models.nova.');
  });

  it('refuses a model that neither runs in the hub Region nor has an inference profile', () => {
    expect(onlyProblem(withModel({ regions: ['eu-west-1'] })).path).toBe('models.nova.regions');
  });

  it('accepts another Region behind an inference profile', () => {
    expect(load(withModel({ regions: ['eu-west-1'], inferenceProfiles: ['us.amazon.nova-micro-v1:0'] })).ok).toBe(true);
  });

  it('tells an inference profile from a model id', () => {
    expect(onlyProblem(withModel({ id: 'us.amazon.nova-micro-v1:0' })).remedy).toContain('inferenceProfiles');
  });

  it.each([
    ['a price below zero', { inputPerMillion: -1 }],
    ['a price finer than a nanodollar', { inputPerMillion: 0.0000000001 }],
    ['a price with a currency sign', { inputPerMillion: '$3' }],
    ['a version that is no date', { version: 'new' }],
  ])('refuses %s', (_what, change) => {
    expect(onlyProblem(withModel({ price: { ...minimalModel().price, ...change } })).path).toMatch(
      /^models\.nova\.price\./,
    );
  });
});

describe('guardrails', () => {
  it.each(['(?=x)', '(x', '\\1', 'a{1001}', '((a{1000}){1000})'])(
    'refuses the pattern %s, which does not compile',
    (pattern) => {
      const problem = onlyProblem(withGuardrail({ regexes: [{ name: 'p', pattern }] }));
      expect(problem.path).toBe('guardrails.basic.regexes[0].pattern');
      expect(problem.message).toContain('does not compile');
    },
  );

  it.each(['x*', '', '(a|)'])('refuses the pattern %j, which matches empty text', (pattern) => {
    const problems = problemsOf(withGuardrail({ regexes: [{ name: 'p', pattern }] }));
    expect(problems.map(({ message }) => message)).toContain('which matches empty text');
  });

  it('refuses two patterns of one name', () => {
    const regexes = [
      { name: 'p', pattern: 'a' },
      { name: 'p', pattern: 'b' },
    ];
    expect(onlyProblem(withGuardrail({ regexes })).path).toBe('guardrails.basic.regexes[1].name');
  });

  it.each([
    ['EMAIL_1', 'looks like a pseudonym'],
    ['claim_2', 'looks like a pseudonym'],
    ['EMAIL_1:7', 'looks like a pseudonym'],
    ['EMAIL', 'the name of a type'],
    ['us_social_security_number', 'the name of a type'],
    ['EMAIL:7', 'the name of a type'],
    ['x}{EMAIL_1', 'has braces'],
  ])('refuses the name %s for a pattern, because of what stands where it matched', (name, message) => {
    const problem = onlyProblem(withGuardrail({ regexes: [{ name, pattern: 'a' }] }));
    expect(problem).toMatchObject({
      path: 'guardrails.basic.regexes[0].name',
      message: expect.stringContaining(message),
      remedy: expect.stringContaining('claim-number'),
    });
    expect(problem.line).toBeGreaterThan(0);
  });

  it.each(['claim-number', 'EMAIL-1', 'member_id', 'toString', '__proto__'])('accepts the name %s', (name) => {
    expect(load(withGuardrail({ regexes: [{ name, pattern: 'a' }] })).ok).toBe(true);
  });

  it('accepts a pattern that would be exponential elsewhere', () => {
    expect(load(withGuardrail({ regexes: [{ name: 'p', pattern: '(a+)+b' }] })).ok).toBe(true);
  });

  it('refuses the version DRAFT', () => {
    expect(onlyProblem(withGuardrail({ version: 'DRAFT' })).remedy).toContain('DRAFT is not accepted');
  });
});

describe('accounts', () => {
  it('asks for quotes around an account id that is a number', () => {
    const problem = onlyProblem(
      JSON.stringify(minimalGovernance()).replace('"account":"111122223333"', '"account": 111122223333'),
    );
    expect(problem).toMatchObject({ path: 'applications.desk.account', found: '111122223333' });
    expect(problem.remedy).toContain('"111122223333"');
  });

  it.each(['1111', '11112222333x', '1111222233334'])('refuses the account id %j', (account) => {
    const callers = ['arn:aws:iam::111122223333:role/desk'];
    expect(problemsOf(withApplication({ account, callers })).map(({ path }) => path)).toContain(
      'applications.desk.account',
    );
  });

  it('refuses a caller of another account', () => {
    const problem = onlyProblem(withApplication({ callers: ['arn:aws:iam::444455556666:role/desk'] }));
    expect(problem.message).toContain("another account than the application ('111122223333')");
  });

  it('refuses a caller of another partition', () => {
    const problem = onlyProblem(withApplication({ callers: ['arn:aws-us-gov:iam::111122223333:role/desk'] }));
    expect(problem.message).toContain('another partition');
  });

  it.each([
    'arn:aws:iam::111122223333:user/desk',
    'arn:aws:iam::111122223333:root',
    'arn:aws:iam::111122223333:role/*',
    '*',
  ])('refuses the caller %s, which is not one role', (caller) => {
    expect(onlyProblem(withApplication({ callers: [caller] })).message).toContain('not the ARN of an IAM role');
  });

  it.each([
    ['hub', '999988887777'],
    ['management account', '123456789012'],
  ])('refuses an application in the %s', (what, account) => {
    const problem = onlyProblem(withApplication({ account, callers: [`arn:aws:iam::${account}:role/desk`] }));
    expect(problem.message).toContain(`which is the ${what}`);
  });

  it('refuses a partition that the Region does not belong to', () => {
    const governance = minimalGovernance();
    governance.hub.partition = 'aws-us-gov';
    expect(onlyProblem(governance).path).toBe('hub.partition');
  });

  it('refuses a China Region', () => {
    const governance = minimalGovernance();
    governance.hub.region = 'cn-north-1';
    expect(problemsOf(governance).map(({ path }) => path)).toContain('hub.region');
  });
});

describe('applications', () => {
  it('refuses retention under the minimum and accepts the minimum', () => {
    expect(onlyProblem(withApplication({ retentionDays: 29 })).message).toContain('audit.minimumRetentionDays (30)');
    expect(load(withApplication({ retentionDays: 30 })).ok).toBe(true);
  });

  it.each([
    ['purposes', ['answering', 'answering']],
    ['models', ['nova', 'nova']],
    ['operations', ['Converse', 'Converse']],
  ])('refuses an entry that stands twice in %s', (list, entries) => {
    expect(onlyProblem(withApplication({ [list]: entries })).path).toBe(`applications.desk.${list}[1]`);
  });

  it.each([[['type', 'object']], ['object'], [7], [true]])(
    'refuses the output schema %j, which is not a map',
    (outputSchema) => {
      expect(onlyProblem(withApplication({ outputSchema })).message).toBe('where a map is expected');
    },
  );

  it.each(['callers', 'purposes', 'models', 'operations'])('refuses an empty list of %s', (list) => {
    expect(onlyProblem(withApplication({ [list]: [] })).message).toBe('where at least 1 entry is needed');
  });
});

describe('limits', () => {
  const limits = (minute: Record<string, unknown>) => withApplication({ limits: { maxOutputTokens: 1000, minute } });

  it('refuses a token cap that not even one output fits', () => {
    const problem = onlyProblem(limits({ tokens: 1000 }));
    expect(problem.path).toBe('applications.desk.limits.minute.tokens');
    expect(problem.message).toContain('1001 tokens');
  });

  it('accepts a token cap that one call fits', () => {
    expect(load(limits({ tokens: 1001 })).ok).toBe(true);
  });

  // 1000 output tokens at $0.14 and one input token at $0.035 a million: $0.000140035.
  it('refuses a cost cap that the cheapest call exceeds', () => {
    expect(onlyProblem(limits({ usd: 0.000140034 })).message).toContain('$0.000140035');
  });

  it('accepts a cost cap that the cheapest call just fits', () => {
    expect(load(limits({ usd: 0.000140035 })).ok).toBe(true);
  });

  it('reckons with the model whose calls are cheapest', () => {
    const governance = limits({ tokens: 10 });
    governance.models.embed = { ...minimalModel(), id: 'amazon.titan-embed-text-v2:0', maxOutputTokens: 0 };
    governance.applications.desk?.models.push('embed');
    expect(load(governance).ok).toBe(true);
  });

  it.each([{ requests: 0 }, { requests: 1.5 }, { tokens: -1 }, { usd: 0 }, { usd: 10_000_000 }, { requests: '60' }])(
    'refuses the cap %j',
    (minute) => {
      expect(onlyProblem(limits(minute)).path).toMatch(/^applications\.desk\.limits\.minute\./);
    },
  );
});
