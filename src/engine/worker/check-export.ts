import { unzipSync } from 'fflate';
import type { BackboneArtifacts } from '../../backbone/types.ts';
import { readKerasModel } from '../../exporters/keras/read-keras.ts';
import { readLegacyKerasModel } from '../../exporters/keras/read-legacy-keras.ts';
import { ownMetadata } from '../../exporters/metadata.ts';
import type { NamedNetwork, Network } from '../../exporters/network/types.ts';
import { readOnnxModel } from '../../exporters/onnx/read-onnx.ts';
import { knownIn, openModelZip } from '../../exporters/open-model.ts';
import { parseJson } from '../../exporters/parse-json.ts';
import { readTeachableMachineModel } from '../../exporters/teachable-machine/read-teachable-machine.ts';
import { buildTfjsModel } from '../../exporters/tfjs-model.ts';
import { type ReadNetwork, readTfliteModel } from '../../exporters/tflite/read-tflite.ts';
import type {
  ExportFault,
  ExportFormat,
  KnownInGraph,
  ModelMetadata,
} from '../../exporters/types.ts';
import { readWebPage } from '../../exporters/web-page-file.ts';
import type { CropPixels } from '../../picture/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { EngineFault } from '../protocol.ts';
import type { Answer } from './ask-head.ts';
import { classified } from './graph-classifier.ts';
import { graphOf } from './graph-of.ts';

/** By name of the model's file: what it says of each crop. */
export type CheckedAnswers = Map<string, Answer[]>;

/** Is told the share that is done, and may throw to end it. */
type OnStep = (fraction: number) => Promise<void>;

/**
 * The answers of a file just written, read back from its bytes. What TensorFlow.js loads by itself is
 * run as it stands. The other runtimes are larger than this app, or fit no browser: what stands in
 * their files is read back into a network, and that is run. How like the known pictures a crop is, is
 * told by what the file's metadata names; in integers it is null.
 */
export async function answersOf(
  format: ExportFormat,
  file: Uint8Array<ArrayBuffer>,
  crops: CropPixels[],
  onStep: OnStep = async () => undefined,
): Promise<Result<CheckedAnswers, EngineFault>> {
  try {
    return await run(format, file, crops, onStep);
  } catch (error) {
    // Whatever TensorFlow.js says of a file that it cannot load or run: it is not offered.
    const fault = { kind: 'bad-graph' as const, detail: String(error) };
    return failed({ kind: 'not-exported', fault });
  }
}

async function run(
  format: ExportFormat,
  file: Uint8Array<ArrayBuffer>,
  crops: CropPixels[],
  onStep: OnStep,
): Promise<Result<CheckedAnswers, EngineFault>> {
  const onCrop = (done: number) => onStep(done / crops.length);
  switch (format) {
    case 'tfjs': {
      const opened = openModelZip(file);
      if (!opened.ok) return failed({ kind: 'bad-model', fault: opened.fault });
      const { artifacts, known } = opened.value;
      return single('model.json', await classified(artifacts, crops, onCrop, known));
    }
    case 'web-page': {
      const page = readWebPage(file);
      if (page === null) return unreadable('the page');
      const graph = graphOf(page.model);
      const known = knownIn(page.metadata, graph.topology.node);
      return single('the page', await classified(graph, crops, onCrop, known));
    }
    case 'teachable-machine': {
      const files = entries(file);
      const { 'model.json': model, 'weights.bin': weights } = files;
      if (!model || !weights) return unreadable('the zip');
      const network = readTeachableMachineModel(new TextDecoder().decode(model), weights);
      if (!network.ok) return failed({ kind: 'not-exported', fault: network.fault });
      const metadata = metadataOf(files);
      return single('model.json', await answersBy(network.value, metadata, crops, onCrop));
    }
    case 'onnx':
      return reread(file, { 'model.onnx': readOnnxModel }, crops, onStep);
    case 'keras':
      return reread(
        file,
        { 'model.keras': readKerasModel, 'model.h5': readLegacyKerasModel },
        crops,
        onStep,
      );
    case 'tflite':
      return reread(
        file,
        { 'model.tflite': readTfliteModel, 'model_int8.tflite': readTfliteModel },
        crops,
        onStep,
      );
  }
}

type Read = Network | NamedNetwork | ReadNetwork;
type Reader = (bytes: Uint8Array<ArrayBuffer>) => Result<Read, ExportFault>;

async function reread(
  zip: Uint8Array<ArrayBuffer>,
  readers: Record<string, Reader>,
  crops: CropPixels[],
  onStep: OnStep,
): Promise<Result<CheckedAnswers, EngineFault>> {
  const files = entries(zip);
  const metadata = metadataOf(files);
  const answers: CheckedAnswers = new Map();
  const all = Object.entries(readers);
  for (const [at, [path, read]] of all.entries()) {
    const bytes = files[path];
    if (!bytes) return unreadable(path);
    const network = read(bytes);
    if (!network.ok) return failed({ kind: 'not-exported', fault: network.fault });
    const onCrop = (done: number) => onStep((at + done / crops.length) / all.length);
    answers.set(path, await answersBy(network.value, metadata, crops, onCrop));
  }
  return ok(answers);
}

function answersBy(
  network: Read,
  metadata: ModelMetadata | null,
  crops: readonly CropPixels[],
  onCrop: (done: number) => Promise<void>,
): Promise<Answer[]> {
  const roundings = 'roundings' in network ? network.roundings : [];
  const graph = graphOf(buildTfjsModel(network, { roundings }));
  const inIntegers = roundings.some((rounding) => rounding !== null);
  const known = metadata && !inIntegers ? knownByName(metadata, network, graph) : null;
  return classified(graph, crops, onCrop, known);
}

/** The known pictures, where what the metadata names is the embedding in the file. */
function knownByName(
  { noneOfThese, ...metadata }: ModelMetadata,
  network: Read,
  { topology }: BackboneArtifacts,
): KnownInGraph | null {
  const embedding = network.operations[network.embedding]?.name ?? '';
  const nameInFile = 'embeddingName' in network ? network.embeddingName : embedding;
  if (noneOfThese?.embedding !== nameInFile) return null;
  return knownIn({ ...metadata, noneOfThese: { ...noneOfThese, embedding } }, topology.node);
}

function metadataOf({ 'metadata.json': json }: Files): ModelMetadata | null {
  return json ? ownMetadata(parseJson(json)) : null;
}

type Files = Record<string, Uint8Array<ArrayBuffer> | undefined>;

function entries(zip: Uint8Array): Files {
  return unzipSync(zip);
}

function single(path: string, answers: Answer[]): Result<CheckedAnswers, EngineFault> {
  return ok(new Map([[path, answers]]));
}

function unreadable(what: string): Result<never, EngineFault> {
  return failed({
    kind: 'not-exported',
    fault: { kind: 'bad-graph', detail: `${what}: unreadable` },
  });
}
