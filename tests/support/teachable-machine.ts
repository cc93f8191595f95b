import { describeModel } from '../../src/exporters/metadata.ts';
import type { Network } from '../../src/exporters/network/types.ts';
import {
  type TeachableMachineModel,
  teachableMachineModel,
} from '../../src/exporters/teachable-machine/teachable-machine-model.ts';
import type { ModelMetadata } from '../../src/exporters/types.ts';
import { sourceOf } from './export-source.ts';

const NO_BACKBONE = { topology: { node: [] }, weightSpecs: [], weights: new ArrayBuffer(0) };

/** What the app would say of a network. */
export function describedNetwork(network: Network, labels?: string[]): ModelMetadata {
  const backbone = {
    label: 'Test network',
    fingerprint: 'f'.repeat(64),
    inputRange: [0, 255] satisfies [number, number],
    embeddingNode: '',
    artifacts: NO_BACKBONE,
  };
  const source = sourceOf(backbone, network.head, labels && { labels });
  return describeModel(source, 'teachable-machine');
}

/** Teachable Machine's files of a network that has some. */
export function teachableMachineFiles(network: Network, labels?: string[]): TeachableMachineModel {
  const files = teachableMachineModel(network, describedNetwork(network, labels));
  if (!files.ok) throw new Error(JSON.stringify(files.fault));
  return files.value;
}
