/**
 * CloudFormation's intrinsic functions, resolved as far as synth knows their values. What only a deployment knows (a generated name, an id) becomes a stable placeholder; a function that is not
 * known is a fault, because a policy that was misread proves nothing.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
import { GatehouseFault } from '../../shared/errors.ts';
import { isTrue, listOf, noValue, pureFunctions, textOf } from './intrinsic-functions.ts';
import { attributeOf, type ResourceIdentity, resourceIdentity } from './resource-identity.ts';
import { own, type SynthesizedStack, urlSuffixOf } from './synthesized-stack.ts';

/** A template is somebody's file: nesting and references between outputs end here. */
const deepest = 128;

type Resolve = (argument: unknown, at: Place) => unknown;

interface Place {
  readonly stack: SynthesizedStack;
  readonly depth: number;
}

/** Resolves values of some stacks that may refer to one another. */
export class IntrinsicResolver {
  readonly #stacks: readonly SynthesizedStack[];
  readonly #identities = new Map<string, ResourceIdentity>();
  readonly #functions: ReadonlyMap<string, Resolve>;

  constructor(stacks: readonly SynthesizedStack[]) {
    this.#stacks = stacks;
    this.#functions = new Map<string, Resolve>([
      ['Ref', (name, at) => this.#ref(textOf(name, 'Ref'), at)],
      ['Fn::GetAtt', (path, at) => this.#attribute(this.#pathOf(path, at), at)],
      ['Fn::Sub', (argument, at) => this.#substitute(argument, at)],
      ['Fn::If', (argument, at) => this.#choose(argument, at)],
      ['Fn::FindInMap', (argument, at) => this.#findInMap(argument, at)],
      ['Fn::ImportValue', (name, at) => this.#imported(textOf(this.#value(name, at), 'Fn::ImportValue'), at)],
      ['Fn::GetStackOutput', (argument, at) => this.#outputOf(argument, at)],
      ['Condition', (name, at) => this.#condition(textOf(name, 'Condition'), at)],
    ]);
  }

  /** A value of a stack's template with everything resolved; undefined where the template says `AWS::NoValue`. */
  resolve(stack: SynthesizedStack, value: unknown): unknown {
    const resolved = this.#value(value, { stack, depth: 0 });
    return resolved === noValue ? undefined : resolved;
  }

  /** Whether a resource is made at all. */
  isMade(stack: SynthesizedStack, condition: string | undefined): boolean {
    return condition === undefined || isTrue(this.#condition(condition, { stack, depth: 0 }));
  }

  identity(stack: SynthesizedStack, logicalId: string): ResourceIdentity | undefined {
    return this.#identity(logicalId, { stack, depth: 0 });
  }

  #value(value: unknown, from: Place): unknown {
    const at = deeper(from);
    if (Array.isArray(value)) return value.map((each) => this.#value(each, at)).filter((each) => each !== noValue);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (only !== undefined && entries.length === 1 && isIntrinsic(only)) return this.#call(only[0], only[1], at);
    const members = entries.map(([key, member]) => [key, this.#value(member, at)] as const);
    return Object.fromEntries(members.filter(([, member]) => member !== noValue));
  }

  #call(name: string, argument: unknown, at: Place): unknown {
    const pure = pureFunctions.get(name);
    if (pure !== undefined) return pure(this.#value(argument, at), at.stack.environment.region);
    const resolve = this.#functions.get(name);
    if (resolve === undefined)
      throw unreadable(
        at.stack.name,
        `uses ${name.slice(0, 64)}`,
        'Teach pipelines/policy/intrinsics.ts this function',
      );
    return resolve(argument, at);
  }

  #ref(name: string, at: Place): unknown {
    const pseudo = pseudoParameter(name, at.stack);
    if (pseudo !== undefined) return pseudo;
    const parameter = own(at.stack.template.Parameters, name);
    // A parameter without a default is decided at deployment: its placeholder names it.
    if (parameter !== undefined) return parameter.Default ?? `${at.stack.name}.${name}`;
    return this.#known(name, at).ref;
  }

  #attribute([logicalId = '', ...attribute]: readonly string[], at: Place): string | readonly string[] {
    return attributeOf(this.#known(logicalId, at), attribute.join('.'));
  }

  /** `[id, attribute]`, or in one text as YAML and `Fn::Sub` have it. */
  #pathOf(path: unknown, at: Place): readonly string[] {
    const resolved = this.#value(path, at);
    return Array.isArray(resolved)
      ? resolved.map((part) => textOf(part, 'Fn::GetAtt'))
      : textOf(resolved, 'Fn::GetAtt').split('.');
  }

  #known(logicalId: string, at: Place): ResourceIdentity {
    const identity = this.#identity(logicalId, at);
    if (identity === undefined)
      throw unreadable(
        at.stack.name,
        `refers to ${logicalId.slice(0, 255)}, which it does not have`,
        'Synthesize it anew',
      );
    return identity;
  }

  #identity(logicalId: string, at: Place): ResourceIdentity | undefined {
    const key = `${at.stack.name}\n${logicalId}`;
    const known = this.#identities.get(key);
    if (known !== undefined) return known;
    const resource = own(at.stack.template.Resources, logicalId);
    if (resource === undefined) return undefined;
    const names = Object.entries(resource.Properties ?? {}).filter(([name]) => /(?:^Path|Name)$/.test(name));
    const properties = Object.fromEntries(names.map(([name, value]) => [name, this.#value(value, deeper(at))]));
    const identity = resourceIdentity(at.stack, logicalId, resource, properties);
    this.#identities.set(key, identity);
    return identity;
  }

  #substitute(argument: unknown, at: Place): string {
    const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
    const given = this.#value(variables ?? {}, at) as Readonly<Record<string, unknown>>;
    return textOf(template, 'Fn::Sub').replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      const value =
        own(given, name) ?? (name.includes('.') ? this.#attribute(name.split('.'), at) : this.#ref(name, at));
      return textOf(value, 'Fn::Sub');
    });
  }

  #choose(argument: unknown, at: Place): unknown {
    const [condition, whenTrue, whenFalse] = listOf(argument, 'Fn::If');
    return this.#value(isTrue(this.#condition(textOf(condition, 'Fn::If'), at)) ? whenTrue : whenFalse, at);
  }

  #condition(name: string, at: Place): unknown {
    const condition = own(at.stack.template.Conditions, name);
    if (condition === undefined)
      throw unreadable(at.stack.name, `has no condition ${name.slice(0, 255)}`, 'Synthesize it anew');
    return this.#value(condition, deeper(at));
  }

  #findInMap(argument: unknown, at: Place): unknown {
    const [map, first, second] = listOf(this.#value(argument, at), 'Fn::FindInMap').map((key) =>
      textOf(key, 'Fn::FindInMap'),
    );
    const found = own(own(own(at.stack.template.Mappings, map ?? ''), first ?? ''), second ?? '');
    if (found === undefined)
      throw unreadable(at.stack.name, 'looks for an entry that none of its mappings has', 'Synthesize it anew');
    return found;
  }

  #imported(name: string, from: Place): unknown {
    for (const stack of this.#stacks) {
      const at = { stack, depth: from.depth + 1 };
      for (const output of Object.values(stack.template.Outputs ?? {}))
        if (output.Export !== undefined && this.#value(output.Export.Name, at) === name)
          return this.#value(output.Value, at);
    }
    throw unreadable(
      from.stack.name,
      `imports ${name.slice(0, 255)}, which no stack exports`,
      'Read all stacks of the app together',
    );
  }

  /** How the CDK refers to another stack with weak references. */
  #outputOf(argument: unknown, from: Place): unknown {
    const { StackName, OutputName } = this.#value(argument, from) as { StackName?: unknown; OutputName?: unknown };
    const stack = this.#stacks.find(({ name }) => name === StackName);
    const output = own(stack?.template.Outputs, textOf(OutputName, 'Fn::GetStackOutput'));
    if (stack === undefined || output === undefined)
      throw unreadable(
        from.stack.name,
        'refers to an output of another stack that is not among those read',
        'Read all stacks of the app together',
      );
    return this.#value(output.Value, { stack, depth: from.depth + 1 });
  }
}

function isIntrinsic([key, argument]: readonly [string, unknown]): boolean {
  // `Condition` is also an element of policies, where it holds an object.
  return key === 'Ref' || key.startsWith('Fn::') || (key === 'Condition' && typeof argument === 'string');
}

function pseudoParameter(name: string, { name: stackName, environment }: SynthesizedStack): unknown {
  switch (name) {
    case 'AWS::Partition':
      return environment.partition;
    case 'AWS::AccountId':
      return environment.account;
    case 'AWS::Region':
      return environment.region;
    case 'AWS::URLSuffix':
      return urlSuffixOf(environment.partition);
    case 'AWS::StackName':
      return stackName;
    case 'AWS::StackId':
      return `arn:${environment.partition}:cloudformation:${environment.region}:${environment.account}:stack/${stackName}/id`;
    case 'AWS::NoValue':
      return noValue;
    default:
      return undefined;
  }
}

function deeper({ stack, depth }: Place): Place {
  if (depth >= deepest)
    throw unreadable(
      stack.name,
      `is nested, or refers to itself, more than ${deepest} levels deep`,
      'Mend the template',
    );
  return { stack, depth: depth + 1 };
}

function unreadable(stack: string, what: string, remedy: string): GatehouseFault {
  return new GatehouseFault('configuration_invalid', `The template of stack ${stack} ${what}.`, `${remedy}.`);
}
