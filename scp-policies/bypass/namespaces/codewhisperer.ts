import { type InferenceNamespace, names } from '../namespace.ts';

export const codewhisperer: InferenceNamespace = {
  service: 'codewhisperer',
  why: 'Suggestions of code, as Amazon Q Developer used to be called.',
  inference: names('GenerateRecommendations'),
  dataAccess: [],
  control: names(
    'AllowVendedLogDeliveryForResource AssociateCustomizationPermission CreateCustomization CreateProfile DeleteCustomization DeleteProfile',
    'DisassociateCustomizationPermission TagResource UntagResource UpdateCustomization UpdateProfile',
  ),
  read: names(
    'GetCustomization ListCustomizationPermissions ListCustomizationVersions ListCustomizations ListProfiles ListTagsForResource',
  ),
};
