import { largestDifference } from '../../exporters/largest-difference.ts';
import type { Network } from '../../exporters/network/types.ts';
import type { ActivationBits } from '../../exporters/tflite/quantize.ts';
import type { ActivationFigures } from '../../exporters/tflite/ranges.ts';
import type { ExportSource, GoldenPicture } from '../../exporters/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { CheckedFile, EngineFault, ExportRequest } from '../protocol.ts';
import type { Answer } from './ask-head.ts';
import { answersOf } from './check-export.ts';
import { writeExport } from './write-export.ts';

export interface WrittenFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** One for each model in it. */
  checked: CheckedFile[];
}

/** A picture with the preview's own answer. */
export interface ProofPicture extends GoldenPicture {
  /** To the pictures that the model knows; null where it knows none. */
  similarity: number | null;
}

type Wanted = Pick<ExportRequest, 'format' | 'precision'>;

/** Is told the share that is done, and may throw to end it. */
type OnStep = (fraction: number) => Promise<void>;

/** Of the time that a file takes, what writing it takes; the rest is for reading it back. */
const WRITING = 0.4;

/**
 * Writes a file, reads it back, and runs it on pictures: what answers otherwise than the preview is
 * not handed out. Where TensorFlow Lite's smaller model is too rough in 8 bits it is written with
 * 16 between its layers.
 */
export async function writeChecked(
  wanted: Wanted,
  source: ExportSource,
  network: Network,
  figures: ActivationFigures[],
  proof: readonly ProofPicture[],
  onStep: OnStep = async () => undefined,
): Promise<Result<WrittenFile, EngineFault>> {
  const twice = wanted.format === 'tflite';
  const share = twice ? 0.5 : 1;
  const first = await attempt(wanted, source, network, figures, proof, 8, (done) =>
    onStep(share * done),
  );
  const tooRough = !first.ok && first.fault.kind === 'self-check-failed';
  return tooRough && twice
    ? attempt(wanted, source, network, figures, proof, 16, (done) => onStep(share + share * done))
    : first;
}

async function attempt(
  wanted: Wanted,
  source: ExportSource,
  network: Network,
  figures: ActivationFigures[],
  proof: readonly ProofPicture[],
  bits: ActivationBits,
  onStep: OnStep,
): Promise<Result<WrittenFile, EngineFault>> {
  await onStep(0);
  const written = await writeExport(wanted, source, network, figures, bits);
  if (!written.ok) return written;
  const crops = proof.map(({ pixels }) => pixels);
  const answers = await answersOf(wanted.format, written.value, crops, (done) =>
    onStep(WRITING + (1 - WRITING) * done),
  );
  if (!answers.ok) return answers;
  const checked = [...answers.value].map(([path, rows]) => ({
    path,
    largestDifference: Math.max(
      largestDifference(
        proof,
        rows.map(({ probabilities }) => probabilities),
      ),
      isInIntegers(path) ? 0 : largestSimilarityDifference(proof, rows),
    ),
  }));
  const wrong = checked.find(
    // Not "difference > tolerance": that is false for NaN.
    ({ path, largestDifference: difference }) => !(difference <= tolerance(wanted, path)),
  );
  return wrong === undefined
    ? ok({ bytes: written.value, checked })
    : failed({ kind: 'self-check-failed', largestDifference: wrong.largestDifference });
}

/** The one model in whose numbers an embedding is not what "None of these" is told by. */
function isInIntegers(path: string): boolean {
  return path.includes('int8');
}

/** NaN where only one of the two knows pictures to compare with. */
function largestSimilarityDifference(
  proof: readonly ProofPicture[],
  answers: readonly Pick<Answer, 'similarity'>[],
): number {
  return proof.reduce((largest, { similarity }, row) => {
    const given = answers[row]?.similarity ?? null;
    if (similarity === null && given === null) return largest;
    return Math.max(largest, Math.abs((similarity ?? Number.NaN) - (given ?? Number.NaN)));
  }, 0);
}

/** What a file may differ by. Float32 arithmetic in another order makes about 1e-6. */
function tolerance({ format, precision }: Wanted, path: string): number {
  // Half of what integers are to keep: ties that a runtime breaks otherwise add up, to 0.008 so far.
  if (isInIntegers(path)) return 0.01;
  if (format !== 'tfjs' || precision === 'float32') return 1e-4;
  // The user has seen what these cost, measured, before choosing them.
  return precision === 'float16' ? 5e-3 : 0.1;
}
