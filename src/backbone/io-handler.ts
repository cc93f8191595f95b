import type { io } from '@tensorflow/tfjs-core';
import type { BackboneArtifacts } from './types.ts';

/** Hands a network from memory to `loadGraphModel`: nothing that tfjs loads asks the network for anything. */
export function ioHandler(artifacts: BackboneArtifacts): io.IOHandler {
  return {
    load: async () => ({
      format: 'graph-model',
      modelTopology: artifacts.topology,
      weightSpecs: artifacts.weightSpecs,
      weightData: artifacts.weights,
    }),
  };
}
