import type { BackboneArtifacts } from '../../backbone/types.ts';
import type { TfjsModel } from '../../exporters/tfjs-model.ts';

/** A written model as TensorFlow.js takes it from memory. */
export function graphOf({ modelJson, weights }: TfjsModel): BackboneArtifacts {
  const { modelTopology, weightsManifest } = JSON.parse(modelJson);
  return {
    topology: modelTopology,
    weightSpecs: weightsManifest[0].weights,
    weights: weights.slice().buffer,
  };
}
