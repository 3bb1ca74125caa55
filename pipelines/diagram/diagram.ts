/** A picture of boxes in groups, with arrows between them. */

export type NodeShape = 'function' | 'role' | 'store' | 'key' | 'service';

export interface DiagramNode {
  readonly id: string;
  readonly label: string;
  readonly shape: NodeShape;
  /** Title of the group that it stands in. */
  readonly group: string;
}

export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  /** What the one does to the other: `writes`, `asks`. */
  readonly label: string;
}

export interface Diagram {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
}
