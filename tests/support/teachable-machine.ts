import { textFile } from '../../src/exporters/archive.ts';
import { goldenFiles } from '../../src/exporters/golden.ts';
import { describeModel } from '../../src/exporters/metadata.ts';
import type { Network } from '../../src/exporters/network/types.ts';
import {
  type TeachableMachineModel,
  teachableMachineModel,
} from '../../src/exporters/teachable-machine/teachable-machine-model.ts';
import type { ArchiveFile, GoldenPicture, ModelMetadata } from '../../src/exporters/types.ts';
import type { ExportCase } from './export-cases.ts';
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
  return written(network, describedNetwork(network, labels));
}

/** The files of the zip that the app writes, as far as the library reads them, and pictures in golden/. */
export function teachableMachineZip(
  { source, network }: ExportCase,
  golden: readonly GoldenPicture[],
): ArchiveFile[] {
  const model = written(network, describeModel(source, 'teachable-machine'));
  return [...asFiles(model), ...goldenFiles(golden)];
}

/** The model by the names that it has in a zip. */
export function asFiles({ modelJson, weights, metadata }: TeachableMachineModel): ArchiveFile[] {
  return [
    textFile('model.json', modelJson),
    { path: 'weights.bin', bytes: weights },
    textFile('metadata.json', metadata),
  ];
}

function written(network: Network, metadata: ModelMetadata): TeachableMachineModel {
  const files = teachableMachineModel(network, metadata);
  if (!files.ok) throw new Error(JSON.stringify(files.fault));
  return files.value;
}
