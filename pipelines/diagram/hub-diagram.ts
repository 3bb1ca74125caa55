import type { HubScene } from '../policy/hub-scene.ts';
import type { Diagram } from './diagram.ts';
import { hubEdges, models } from './hub-edges.ts';
import { hubNodes } from './hub-nodes.ts';

/** The hub, as its templates make it. */
export function hubDiagram(scene: HubScene): Diagram {
  const nodes = hubNodes(scene);
  return { nodes: [...nodes, models], edges: hubEdges(scene, nodes) };
}
