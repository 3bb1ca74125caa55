import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { attribute, ref, sub, type TemplatePart, type TemplateResource } from './cloudformation.ts';

const busName = 'gatehouse';
/** Of the rule, and of the role in which it acts. */
const ruleName = 'gatehouse-job-results';
/** What the hub's job queue writes as the source of its events. */
const jobSource = 'gatehouse.jobs';

const here = 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}';
const defaultBus = sub(`${here}:event-bus/default`);

/** Results of jobs arrive on a bus of their own, where the hub alone may put them, and go on to the account's default bus, where the rules of applications are. */
export function jobResultsPart({ accountId }: HubPolicy): TemplatePart {
  return {
    key: 'job-results',
    resources: { JobEvents: bus(accountId), JobResults: rule(accountId), JobResultsRole: role() },
  };
}

function bus(hubAccount: string): TemplateResource {
  return {
    Type: 'AWS::Events::EventBus',
    Properties: {
      Name: busName,
      Description: 'Results of jobs, from the hub',
      Policy: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'JobResultsOfTheHub',
            Effect: 'Allow',
            Principal: { AWS: sub(`arn:\${AWS::Partition}:iam::${hubAccount}:root`) },
            Action: ['events:PutEvents'],
            Resource: [sub(`${here}:event-bus/${busName}`)],
            Condition: { StringEquals: { 'events:source': jobSource } },
          },
        ],
      },
    },
  };
}

function rule(hubAccount: string): TemplateResource {
  return {
    Type: 'AWS::Events::Rule',
    Properties: {
      Name: ruleName,
      Description: 'Carries results of jobs on to the default bus',
      EventBusName: ref('JobEvents'),
      // The account as EventBridge has it, besides the source as the sender has it.
      EventPattern: { source: [jobSource], account: [hubAccount] },
      State: 'ENABLED',
      Targets: [{ Id: 'default-bus', Arn: defaultBus, RoleArn: attribute('JobResultsRole', 'Arn') }],
    },
  };
}

/** Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-bus-to-bus.html */
function role(): TemplateResource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: ruleName,
      Description: 'In which EventBridge carries results of jobs on to the default bus',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'TheRule',
            Effect: 'Allow',
            Principal: { Service: ['events.amazonaws.com'] },
            Action: ['sts:AssumeRole'],
            Condition: {
              ArnEquals: { 'aws:SourceArn': sub(`${here}:rule/${busName}/${ruleName}`) },
              StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') },
            },
          },
        ],
      },
      Policies: [
        {
          PolicyName: 'access',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Sid: 'CarryOn', Effect: 'Allow', Action: ['events:PutEvents'], Resource: [defaultBus] }],
          },
        },
      ],
    },
  };
}
