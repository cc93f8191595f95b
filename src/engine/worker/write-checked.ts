import { largestDifference } from '../../exporters/largest-difference.ts';
import type { Network } from '../../exporters/network/types.ts';
import type { ActivationBits } from '../../exporters/tflite/quantize.ts';
import type { ActivationFigures } from '../../exporters/tflite/ranges.ts';
import type { ExportSource, GoldenPicture } from '../../exporters/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { CheckedFile, EngineFault, ExportRequest } from '../protocol.ts';
import { answersOf } from './check-export.ts';
import { writeExport } from './write-export.ts';

export interface WrittenFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** One for each model in it. */
  checked: CheckedFile[];
}

type Wanted = Pick<ExportRequest, 'format' | 'precision'>;

/**
 * Writes a file, reads it back, and runs it on pictures: what answers otherwise than the preview is
 * not handed out. Where TensorFlow Lite's smaller model is too rough in 8 bits it is written with
 * 16 between its layers.
 * @param proof pictures with the preview's own answers.
 */
export async function writeChecked(
  wanted: Wanted,
  source: ExportSource,
  network: Network,
  figures: ActivationFigures[],
  proof: readonly GoldenPicture[],
): Promise<Result<WrittenFile, EngineFault>> {
  const first = await attempt(wanted, source, network, figures, proof, 8);
  const tooRough = !first.ok && first.fault.kind === 'self-check-failed';
  return tooRough && wanted.format === 'tflite'
    ? attempt(wanted, source, network, figures, proof, 16)
    : first;
}

async function attempt(
  wanted: Wanted,
  source: ExportSource,
  network: Network,
  figures: ActivationFigures[],
  proof: readonly GoldenPicture[],
  bits: ActivationBits,
): Promise<Result<WrittenFile, EngineFault>> {
  const written = await writeExport(wanted, source, network, figures, bits);
  if (!written.ok) return written;
  const crops = proof.map(({ pixels }) => pixels);
  const answers = await answersOf(wanted.format, written.value, crops);
  if (!answers.ok) return answers;
  const checked = [...answers.value].map(([path, rows]) => ({
    path,
    largestDifference: largestDifference(proof, rows),
  }));
  const wrong = checked.find(
    // Not "difference > tolerance": that is false for NaN.
    ({ path, largestDifference: difference }) => !(difference <= tolerance(wanted, path)),
  );
  return wrong === undefined
    ? ok({ bytes: written.value, checked })
    : failed({ kind: 'self-check-failed', largestDifference: wrong.largestDifference });
}

/** What a file may differ by. Float32 arithmetic in another order makes about 1e-6. */
function tolerance({ format, precision }: Wanted, path: string): number {
  // Half of what integers are to keep: ties that a runtime breaks otherwise add up, to 0.008 so far.
  if (path.includes('int8')) return 0.01;
  if (format !== 'tfjs' || precision === 'float32') return 1e-4;
  // The user has seen what these cost, measured, before choosing them.
  return precision === 'float16' ? 5e-3 : 0.1;
}
