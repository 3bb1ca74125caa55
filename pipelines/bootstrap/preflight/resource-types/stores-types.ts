import { inRegion, type TypeTable, type } from './type-actions.ts';

/** Where something is kept. */
export const storesTypes: TypeTable = {
  'AWS::Athena::WorkGroup': type(
    'athena',
    `athena:${inRegion}:workgroup/{name}`,
    'CreateWorkGroup DeleteWorkGroup GetWorkGroup UpdateWorkGroup',
  ),
  'AWS::DynamoDB::Table': type(
    'dynamodb',
    `dynamodb:${inRegion}:table/{name}`,
    'CreateTable DeleteTable DescribeContinuousBackups DescribeTable PutResourcePolicy TagResource UpdateContinuousBackups UpdateTable UpdateTimeToLive',
  ),
  'AWS::Glue::Database': type(
    'glue',
    `glue:${inRegion}:database/{name}`,
    'CreateDatabase DeleteDatabase GetDatabase UpdateDatabase',
  ),
  'AWS::Glue::Table': type('glue', `glue:${inRegion}:table/{name}`, 'CreateTable DeleteTable GetTable UpdateTable'),
  'AWS::S3::Bucket': type(
    's3',
    's3:::{name}',
    'CreateBucket DeleteBucket PutBucketNotification PutBucketObjectLockConfiguration PutBucketOwnershipControls PutBucketPublicAccessBlock PutBucketTagging PutBucketVersioning PutEncryptionConfiguration PutLifecycleConfiguration PutReplicationConfiguration',
  ),
  'AWS::S3::BucketPolicy': type('s3', 's3:::{name}', 'DeleteBucketPolicy GetBucketPolicy PutBucketPolicy'),
  'AWS::SQS::Queue': type(
    'sqs',
    `sqs:${inRegion}:{name}`,
    'CreateQueue DeleteQueue GetQueueAttributes SetQueueAttributes TagQueue',
  ),
  'AWS::SQS::QueuePolicy': type('sqs', `sqs:${inRegion}:{name}`, 'GetQueueAttributes SetQueueAttributes'),
};
