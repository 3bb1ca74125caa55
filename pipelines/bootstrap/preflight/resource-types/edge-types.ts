import { inRegion, type TypeTable, type } from './type-actions.ts';

const rest = (resource: string) => type('apigateway', `apigateway:{region}::${resource}`, 'DELETE GET PATCH POST PUT');

/** The door of the hub, and the way to it. */
export const edgeTypes: TypeTable = {
  'AWS::ApiGateway::Account': rest('/account'),
  'AWS::ApiGateway::BasePathMapping': rest('/domainnames/{name}/basepathmappings'),
  'AWS::ApiGateway::BasePathMappingV2': rest('/domainnames/{name}/basepathmappings'),
  'AWS::ApiGateway::Deployment': rest('/restapis/{name}/deployments'),
  'AWS::ApiGateway::DomainName': rest('/domainnames/{name}'),
  'AWS::ApiGateway::DomainNameAccessAssociation': rest('/domainnameaccessassociations'),
  'AWS::ApiGateway::DomainNameV2': rest('/domainnames/{name}'),
  'AWS::ApiGateway::RestApi': rest('/restapis/{name}'),
  'AWS::ApiGateway::Stage': rest('/restapis/{name}/stages'),
  'AWS::CloudFront::Distribution': type(
    'cloudfront',
    'cloudfront::{account}:distribution/{name}',
    'CreateDistribution DeleteDistribution GetDistribution GetDistributionConfig TagResource UpdateDistribution',
  ),
  'AWS::RAM::ResourceShare': type(
    'ram',
    `ram:${inRegion}:resource-share/{name}`,
    'AssociateResourceShare CreateResourceShare DeleteResourceShare DisassociateResourceShare GetResourceShares UpdateResourceShare',
  ),
  'AWS::Route53::HostedZone': type(
    'route53',
    'route53:::hostedzone/{name}',
    'AssociateVPCWithHostedZone ChangeTagsForResource CreateHostedZone DeleteHostedZone GetHostedZone ListHostedZones',
  ),
  'AWS::Route53::RecordSet': type(
    'route53',
    'route53:::hostedzone/{name}',
    'ChangeResourceRecordSets GetChange ListResourceRecordSets',
  ),
  'AWS::WAFv2::LoggingConfiguration': type(
    'wafv2',
    `wafv2:${inRegion}:regional/webacl/{name}`,
    'DeleteLoggingConfiguration GetLoggingConfiguration PutLoggingConfiguration',
  ),
  'AWS::WAFv2::WebACL': type(
    'wafv2',
    `wafv2:${inRegion}:regional/webacl/{name}`,
    'CreateWebACL DeleteWebACL GetWebACL UpdateWebACL',
  ),
  'AWS::WAFv2::WebACLAssociation': type(
    'wafv2',
    `wafv2:${inRegion}:regional/webacl/{name}`,
    'AssociateWebACL DisassociateWebACL GetWebACLForResource',
  ),
};
