import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { type Exception, sparing } from '../exceptions.ts';
import type { ControlPolicy, PolicyContext } from '../policy.ts';

const exceptions: readonly Exception[] = [
  { who: 'hub-deployer', why: 'The hub’s trail and its log groups are deployed.' },
  { who: 'organization-deployer', why: 'What spokes log is rolled out by StackSets.' },
  { who: 'break-glass', why: 'A trail that cannot be written must be mended.' },
];

const trails = [
  'cloudtrail:DeleteTrail',
  'cloudtrail:PutEventSelectors',
  'cloudtrail:PutInsightSelectors',
  'cloudtrail:StopLogging',
  'cloudtrail:UpdateTrail',
];
const logs = [
  'logs:DeleteDataProtectionPolicy',
  'logs:DeleteLogGroup',
  'logs:DeleteLogStream',
  'logs:DeleteRetentionPolicy',
  'logs:DisassociateKmsKey',
  'logs:PutDataProtectionPolicy',
  'logs:PutRetentionPolicy',
];

export const protectTrails: ControlPolicy = {
  id: 'protect-trails',
  type: 'SCP',
  title: 'Trails and logs of Gatehouse go on',
  why: 'Whoever means to leave no trace begins by stopping the trail.',
  attachesTo: 'governed',
  exceptions,
  statements: (context) => {
    const spared = sparing(context, exceptions);
    const to = targets(context, '*');
    return [
      deny('TrailsGoOn', trails, spared, [to.trail]),
      deny('LogsAreKept', logs, spared, [to.allLogs, to.ourLogs]),
    ];
  },
  cases: (context) => {
    const { hubDeployer, organizationDeployer, hubBreakGlass, ...actors } = exampleActors(context);
    const { trail, allLogs, ourLogs } = targets(context, context.hub.accountId);
    const [hubTrail, hubLogs] = [trail, allLogs].map((arn) => arn.replaceAll('*', 'x'));
    const spokeLogs = ourLogs.replace(context.hub.accountId, actors.spoke).replaceAll('*', 'x');
    const spared = {
      'the hub’s deployer': hubDeployer,
      'a StackSet': organizationDeployer,
      'break-glass': hubBreakGlass,
    };
    return {
      allow: [
        ...Object.entries(spared).flatMap(([who, actor]) => casesOf(who, actor, trails, hubTrail)),
        ...Object.entries(spared).flatMap(([who, actor]) => casesOf(who, actor, logs, hubLogs)),
        ...casesOf('the gateway', actors.hubGateway, ['logs:PutLogEvents'], hubLogs),
        ...casesOf(
          'an administrator with logs of their own',
          actors.administrator,
          logs,
          spokeLogs.replace('gatehouse', 'own'),
        ),
        ...casesOf(
          'an administrator with a trail of their own',
          actors.administrator,
          trails,
          hubTrail?.replace('gatehouse', 'own'),
        ),
      ],
      deny: [
        ...denialsOf('TrailsGoOn', 'an administrator of the hub', actors.hubAdministrator, trails, hubTrail),
        ...denialsOf('TrailsGoOn', 'the root user', actors.root, ['cloudtrail:StopLogging'], hubTrail),
        ...denialsOf('LogsAreKept', 'an administrator of the hub', actors.hubAdministrator, logs, hubLogs),
        ...denialsOf('LogsAreKept', 'an administrator', actors.administrator, logs, spokeLogs),
        ...denialsOf('LogsAreKept', 'the gateway', actors.hubGateway, logs, hubLogs),
      ],
    };
  },
};

/** In the hub every log group: some have names that AWS gives them, and there are none but the hub's. */
function targets({ hub: { partition, accountId } }: PolicyContext, account: string) {
  return {
    trail: `arn:${partition}:cloudtrail:*:${account}:trail/gatehouse*`,
    allLogs: `arn:${partition}:logs:*:${accountId}:log-group:*`,
    ourLogs: `arn:${partition}:logs:*:${account}:log-group:/gatehouse/*`,
  };
}
