import { parseModelJson } from '../../src/backbone/model-json.ts';
import type { BackboneArtifacts } from '../../src/backbone/types.ts';
import type { TestNetwork } from './seeded-backbone.ts';

/** A test network as the app holds one in memory, through the app's own reader of model.json. */
export function artifactsOf({ modelJson, weights }: TestNetwork): BackboneArtifacts {
  const parsed = parseModelJson(new TextEncoder().encode(JSON.stringify(modelJson)));
  if (!parsed.ok) throw new Error(`${parsed.fault.kind}: ${parsed.fault.detail}`);
  const { topology, groups } = parsed.value;
  return {
    topology,
    weightSpecs: groups.flatMap((group) => group.specs),
    weights: weights.slice().buffer,
  };
}
