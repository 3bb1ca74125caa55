import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { type Exception, sparing } from '../exceptions.ts';
import type { ControlPolicy, PolicyContext } from '../policy.ts';

const gateway: Exception = { who: 'hub-gateway', why: 'It calls the response filter, once an intent is durable.' };
const filter: Exception = { who: 'hub-response-filter', why: 'It calls the prompt handler, and reads its answer.' };
const calling = ['lambda:InvokeAsync', 'lambda:InvokeFunction', 'lambda:InvokeFunctionUrl'];

/**
 * The gateway believes API Gateway about who calls, because nobody else hands it events; API Gateway is a service, which no service control policy binds. Anybody of the account with leave to invoke the function
 * could write an event of their own, and be whichever application they like.
 */
export const functionsInOrder: ControlPolicy = {
  id: 'functions-in-order',
  type: 'SCP',
  title: 'Each function of the hub is called by the one before it',
  why: 'Who calls the gateway by hand says who they are; who calls a later function skips what the earlier ones decide and record.',
  attachesTo: 'hub',
  exceptions: [gateway, filter],
  statements: (context) => {
    const of = functionsOf(context, '*');
    return [
      deny('GatewayIsCalledByTheApi', calling, {}, [of.gateway]),
      deny('FilterIsCalledByTheGateway', calling, sparing(context, [gateway]), [of.filter]),
      deny('PromptHandlerIsCalledByTheFilter', calling, sparing(context, [filter]), [of.promptHandler]),
    ];
  },
  cases: (context) => {
    const actors = exampleActors(context);
    const { hubGateway, hubResponseFilter, hubPromptHandler, hubAdministrator, hubBreakGlass, hubDeployer } = actors;
    const of = functionsOf(context, ':live');
    const others = {
      'an administrator of the hub': hubAdministrator,
      'break-glass': hubBreakGlass,
      'the hub’s deployer': hubDeployer,
    };
    const all = Object.entries(others);
    return {
      allow: [
        ...casesOf('the gateway', hubGateway, calling, of.filter),
        ...casesOf('the response filter', hubResponseFilter, calling, of.promptHandler),
        ...casesOf('an administrator', hubAdministrator, calling, of.filter.replace('gatehouse-', 'own-')),
        ...casesOf('an administrator who looks', hubAdministrator, ['lambda:GetFunctionConfiguration'], of.gateway),
      ],
      deny: [
        ...all.flatMap(([who, actor]) => denialsOf('GatewayIsCalledByTheApi', who, actor, calling, of.gateway)),
        ...all.flatMap(([who, actor]) => denialsOf('FilterIsCalledByTheGateway', who, actor, calling, of.filter)),
        ...all.flatMap(([who, actor]) =>
          denialsOf('PromptHandlerIsCalledByTheFilter', who, actor, calling, of.promptHandler),
        ),
        ...denialsOf('GatewayIsCalledByTheApi', 'the prompt handler', hubPromptHandler, calling, of.gateway),
        ...denialsOf('PromptHandlerIsCalledByTheFilter', 'the gateway', hubGateway, calling, of.promptHandler),
      ],
    };
  },
};

/** With every alias and version. */
function functionsOf({ hub }: PolicyContext, qualifier: string) {
  const arn = (name: string) =>
    `arn:${hub.partition}:lambda:${hub.region}:${hub.accountId}:function:gatehouse-${name}${qualifier}`;
  return { gateway: arn('gateway'), filter: arn('response-filter'), promptHandler: arn('prompt-handler') };
}
