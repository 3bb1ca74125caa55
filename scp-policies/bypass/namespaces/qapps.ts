import { type InferenceNamespace, names } from '../namespace.ts';

export const qapps: InferenceNamespace = {
  service: 'qapps',
  why: 'Small applications that Amazon Q writes and runs.',
  inference: names(
    'PredictProblemStatementFromConversation PredictQApp PredictQAppFromProblemStatement StartQAppSession UpdateQAppSession',
  ),
  dataAccess: names('ExportQAppSessionData GetQAppSession GetQAppSessionMetadata ImportDocument ListQAppSessionData'),
  control: names(
    'AssociateLibraryItemReview AssociateQAppWithUser BatchCreateCategory BatchDeleteCategory BatchUpdateCategory CopyQApp CreateLibraryItem',
    'CreateLibraryItemReview CreateQApp CreateSubscriptionToken DeleteLibraryItem DeleteQApp DisassociateLibraryItemReview',
    'DisassociateQAppFromUser StopQAppSession TagResource UntagResource UpdateLibraryItem UpdateLibraryItemMetadata UpdateQApp',
    'UpdateQAppPermissions UpdateQAppSessionMetadata',
  ),
  read: names(
    'DescribeQAppPermissions GetLibraryItem GetQApp ListCategories ListLibraryItems ListQApps ListTagsForResource',
  ),
};
