import type { BackendName, BackendTrial, EngineFault } from '../engine/protocol.ts';
import type { ExportFault, OpenModelFault } from '../exporters/types.ts';
import { backboneFaultWords } from './backbone-words.ts';
import { count, megabytes } from './format-number.ts';
import { otherFormatWords } from './format-words.ts';

export const BACKEND_LABELS: Record<BackendName, string> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
};

/** "WebGL: only simulated by the processor" */
export function trialWords(trial: BackendTrial): string {
  const name = BACKEND_LABELS[trial.backend];
  if ('millisecondsPerPicture' in trial) {
    return `${name}: ${trial.millisecondsPerPicture.toFixed(1)} ms per picture`;
  }
  const reasons = {
    unavailable: 'not available here',
    'software-renderer': 'only simulated by the processor',
    imprecise: 'not precise enough on this device',
    failed: 'did not start',
  };
  return `${name}: ${reasons[trial.refused]}`;
}

const PARTS = {
  exporter: 'writes and checks files',
  opener: 'opens models',
  analysis: 'looks through the images',
  'page-runtime': 'goes into the page',
  'map-runtime': 'draws the neighbourhood map',
};

/** What went wrong in the engine, and what to do. */
export function engineWords(fault: EngineFault): string {
  switch (fault.kind) {
    case 'cancelled':
    case 'no-source':
    case 'bad-files':
      return backboneFaultWords(fault);
    case 'storage-full':
      return 'The disk is full. Free some space and try again.';
    case 'no-backend':
      return `This browser cannot run neural networks (${fault.trials.map(trialWords).join('; ')}). Try a recent Chrome, Edge, Firefox or Safari.`;
    case 'silent':
      return 'The graphics processor stopped answering, and so did every other way to compute. Reload the page; everything saved is safe.';
    case 'crashed':
      return `The engine stopped (${fault.detail}). Reload the page; everything saved is safe.`;
    case 'missing-embeddings':
      return `${count(fault.count, 'image')} could not be prepared. Remove the images shown as unreadable and try again.`;
    case 'no-model':
      return 'There is no trained model yet. Press "Train model" first.';
    case 'self-check-failed':
      return `The file was not offered: read back, it answered differently from the preview (by ${fault.largestDifference.toPrecision(2)}). Please report this.`;
    case 'bad-model':
      return openModelWords(fault.fault);
    case 'no-backbone':
      return 'The base network is not ready yet. Wait a moment and try again.';
    case 'part-not-loaded':
      return `The part of this app that ${PARTS[fault.part]} could not be loaded. Connect to the network and try again; everything saved is safe.`;
    case 'not-exported':
      return `No file was made: ${exportWords(fault.fault)}${isBug(fault.fault) ? ' Please report this.' : ''}`;
  }
}

/** What the user can choose otherwise is none. */
function isBug({ kind }: ExportFault): boolean {
  return kind !== 'unsupported-operation' && kind !== 'unknown-operation';
}

function openModelWords(fault: OpenModelFault): string {
  switch (fault.kind) {
    case 'too-large':
      return `This file is too large (${megabytes(fault.bytes)}; the limit is ${megabytes(fault.limit)}).`;
    case 'not-a-zip':
      return 'This is not a zip file.';
    case 'damaged-zip':
      return 'This zip file is damaged or cut short. Download it again.';
    case 'not-our-model':
      return fault.missing === 'format'
        ? 'This is a model of another program. Only models saved by Show & Tell can be opened.'
        : `This is not a model saved by Show & Tell: it has no ${fault.missing}.`;
    case 'other-format':
      return otherFormatWords(fault.format);
    case 'unsafe-entry':
      return `This zip holds a file with an unsafe path (${fault.path.slice(0, 60)}).`;
    case 'too-many-entries':
      return `This zip holds ${count(fault.count, 'file')}; the limit is ${fault.limit}.`;
    case 'bad-metadata':
      return `Its description is not as it should be: ${fault.detail}.`;
    case 'bad-graph':
      return `Its network is not as it should be: ${fault.detail}.`;
    case 'bad-weights':
      return `Its weights are not as they should be: ${fault.detail}.`;
    case 'unknown-operation':
      return `It uses an operation that is not allowed here: ${fault.op.slice(0, 60)}.`;
  }
}

function exportWords(fault: ExportFault): string {
  switch (fault.kind) {
    case 'missing-node':
      return `the network lacks the node ${fault.node}.`;
    case 'missing-weight':
      return `the network lacks the weight ${fault.name}.`;
    case 'unknown-operation':
      return `the network uses the operation ${fault.op}, which cannot be written yet.`;
    case 'unsupported-operation':
      return `this format has no words for the network's “${fault.operation}”. Choose another format, or train on MobileNet v1 or v2.`;
    case 'bad-graph':
    case 'bad-weights':
    case 'bad-head':
      return `${fault.detail}.`;
    case 'wrong-features':
      return `the head takes ${fault.head} features and the network gives ${fault.backbone}.`;
    case 'bad-labels':
      return `there are ${fault.labels} class names for ${fault.outputs} outputs.`;
  }
}
