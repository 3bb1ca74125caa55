import { type InferenceNamespace, names } from '../namespace.ts';

export const qdeveloper: InferenceNamespace = {
  service: 'qdeveloper',
  why: 'Agents of Amazon Q Developer that change code.',
  inference: names('StartAgentSession TransformCode'),
  dataAccess: names('ExportArtifact ImportArtifact'),
  control: names('TagResource UntagResource'),
  read: names('ListTagsForResource'),
};
