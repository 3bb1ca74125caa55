import { inRegion, type TypeTable, type } from './type-actions.ts';

const delivery = (resource: string, names: string) => type('logs', `logs:${inRegion}:${resource}:{name}`, names);

/** What is watched, logged and told. */
export const operationsTypes: TypeTable = {
  'AWS::CloudTrail::Trail': type(
    'cloudtrail',
    `cloudtrail:${inRegion}:trail/{name}`,
    'AddTags CreateTrail DeleteTrail DescribeTrails PutEventSelectors StartLogging StopLogging UpdateTrail',
  ),
  'AWS::CloudWatch::Alarm': type(
    'cloudwatch',
    `cloudwatch:${inRegion}:alarm:{name}`,
    'DeleteAlarms DescribeAlarms PutMetricAlarm',
  ),
  'AWS::CloudWatch::CompositeAlarm': type(
    'cloudwatch',
    `cloudwatch:${inRegion}:alarm:{name}`,
    'DeleteAlarms DescribeAlarms PutCompositeAlarm',
  ),
  'AWS::CloudWatch::Dashboard': type(
    'cloudwatch',
    'cloudwatch::{account}:dashboard/{name}',
    'DeleteDashboards GetDashboard PutDashboard',
  ),
  'AWS::Events::EventBus': type(
    'events',
    `events:${inRegion}:event-bus/{name}`,
    'CreateEventBus DeleteEventBus DescribeEventBus TagResource UpdateEventBus',
  ),
  'AWS::Events::EventBusPolicy': type(
    'events',
    `events:${inRegion}:event-bus/{name}`,
    'DescribeEventBus PutPermission RemovePermission',
  ),
  'AWS::Events::Rule': type(
    'events',
    `events:${inRegion}:rule/{name}`,
    'DeleteRule DescribeRule DisableRule EnableRule ListTargetsByRule PutRule PutTargets RemoveTargets TagResource',
  ),
  'AWS::Logs::Delivery': delivery('delivery', 'CreateDelivery DeleteDelivery GetDelivery UpdateDeliveryConfiguration'),
  'AWS::Logs::DeliveryDestination': delivery(
    'delivery-destination',
    'DeleteDeliveryDestination GetDeliveryDestination PutDeliveryDestination PutDeliveryDestinationPolicy',
  ),
  'AWS::Logs::DeliverySource': delivery('delivery-source', 'DeleteDeliverySource GetDeliverySource PutDeliverySource'),
  'AWS::Logs::LogGroup': delivery(
    'log-group',
    'CreateLogGroup DeleteDataProtectionPolicy DeleteLogGroup DescribeLogGroups DisassociateKmsKey PutDataProtectionPolicy PutRetentionPolicy TagResource',
  ),
  'AWS::Logs::MetricFilter': delivery('log-group', 'DeleteMetricFilter DescribeMetricFilters PutMetricFilter'),
  'AWS::SNS::Subscription': type('sns', `sns:${inRegion}:{name}`, 'GetSubscriptionAttributes Subscribe Unsubscribe'),
  'AWS::SNS::Topic': type(
    'sns',
    `sns:${inRegion}:{name}`,
    'CreateTopic DeleteTopic GetTopicAttributes SetTopicAttributes TagResource',
  ),
  'AWS::SNS::TopicPolicy': type('sns', `sns:${inRegion}:{name}`, 'GetTopicAttributes SetTopicAttributes'),
  'AWS::XRay::Group': type('xray', `xray:${inRegion}:group/{name}`, 'CreateGroup DeleteGroup GetGroup UpdateGroup'),
};
