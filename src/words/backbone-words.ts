import type { BackboneFault, FilesFault, SourceAttempt, SourceFault } from '../backbone/types.ts';
import { count } from './format-number.ts';

/** One line for each source that was tried: "storage.googleapis.com did not answer within 4 seconds." */
export function attemptWords({ url, fault }: SourceAttempt): string {
  const { host, origin } = new URL(url, document.baseURI);
  const own = origin === window.location.origin;
  return `${own ? 'This site' : host} ${sourceFaultWords(fault)}`;
}

function sourceFaultWords(fault: SourceFault): string {
  switch (fault.kind) {
    case 'no-answer':
      return `did not answer within ${count(Math.round(fault.afterMilliseconds / 1000), 'second')}.`;
    case 'stalled':
      return `stopped in the middle of ${fault.file}.`;
    case 'offline-or-blocked':
      return 'could not be reached: no network, or blocked.';
    case 'http':
      return fault.status === 404
        ? 'does not have this network.'
        : `refused ${fault.file} (HTTP ${fault.status}).`;
    case 'not-a-network':
      return `sent something else in place of ${fault.file}.`;
    case 'truncated':
      return `sent only ${fault.got.toLocaleString('en')} of ${fault.wanted.toLocaleString('en')} bytes of ${fault.file}.`;
    case 'unexpected-bytes':
      return 'sent other bytes than the network we know.';
    case 'missing-node':
      return 'sent a network without the layer that we need.';
  }
}

/** Why the user's own files were not taken, and what to do. */
export function filesFaultWords(fault: FilesFault): string {
  switch (fault.kind) {
    case 'no-model-json':
      return 'There is no model.json among these files. Choose model.json together with its .bin files.';
    case 'unreadable-model-json':
      return `The model.json cannot be read: ${fault.detail}.`;
    case 'missing-shards':
      return `These files are missing: ${fault.names.join(', ')}. Choose them together with model.json.`;
    case 'wrong-size':
      return `${fault.name} has ${fault.got.toLocaleString('en')} bytes, but model.json says ${fault.wanted.toLocaleString('en')}. It was probably cut short; download it again.`;
    case 'unknown-network':
      return 'This is not a MobileNet v1 or v2 graph model as TensorFlow Hub serves them.';
  }
}

export function backboneFaultWords(fault: BackboneFault): string {
  switch (fault.kind) {
    case 'cancelled':
      return 'Cancelled.';
    case 'no-source':
      return fault.attempts.map(attemptWords).join(' ');
    case 'bad-files':
      return filesFaultWords(fault.fault);
    case 'storage-full':
      return 'The disk is full: there is no room to keep the network.';
  }
}
