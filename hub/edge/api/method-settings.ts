import type { CfnStage } from 'aws-cdk-lib/aws-apigateway';
import type { EdgePolicy, ThrottlePolicy } from '../../../shared/config/hub-policy.ts';
import { modelPath } from '../contract/contract-document.ts';

/**
 * Throttles, metrics and logging of a stage: one setting for every method, and one for each operation that has limits of its own. Errors are logged, without the trace of data that would show bodies.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-stage-methodsetting.html
 */
export function methodSettings(throttle: EdgePolicy['throttle']): CfnStage.MethodSettingProperty[] {
  const operations = Object.entries(throttle.operations).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [
    { httpMethod: '*', resourcePath: '/*', ...settings(throttle) },
    ...operations.map(([action, limits]) => ({
      httpMethod: 'POST',
      resourcePath: `/${`${modelPath}/${action}`.replaceAll('/', '~1')}`,
      ...settings(limits),
    })),
  ];
}

function settings({ requestsPerSecond, burst }: ThrottlePolicy): CfnStage.MethodSettingProperty {
  return {
    throttlingRateLimit: requestsPerSecond,
    throttlingBurstLimit: burst,
    metricsEnabled: true,
    loggingLevel: 'ERROR',
    dataTraceEnabled: false,
  };
}
