import { engine } from '../engine/engine.ts';
import type { Analysis, AnalysisRequest, EngineFault, TrainingRow } from '../engine/protocol.ts';
import type { Head } from '../head/types.ts';
import { allSamples, type ProjectState } from '../project/store.ts';
import type { JudgedSamples, TrainedModel } from '../project/trained-model.ts';
import type { SampleId } from '../project/types.ts';
import { ok, type Result } from '../result.ts';

/** What the engine found out about a model's data. Rows of the analysis are places in `sampleIds`. */
export interface ModelAnalysis extends Analysis {
  /** Those trained on, then those only tested. */
  sampleIds: SampleId[];
}

export type AnalysisState =
  /** For the network, or for images that it has not looked at yet. */
  | { kind: 'waiting' }
  | { kind: 'running'; fraction: number; cancel: () => void }
  | { kind: 'done'; analysis: ModelAnalysis }
  /** The model has no figures, a class has lost all its images, or another network is in use. */
  | { kind: 'impossible' }
  | { kind: 'cancelled'; retry: () => void }
  | { kind: 'failed'; fault: EngineFault; retry: () => void };

/** Kept as long as their models' heads, which a moved threshold of "None of these" leaves as they are. */
const known = new WeakMap<Head, ModelAnalysis>();

export function knownAnalysis(model: TrainedModel): ModelAnalysis | null {
  return known.get(model.head) ?? null;
}

/**
 * The samples that the model was judged on and that are still there, in the classes of then; null
 * where too few of a class are left.
 */
export function analysisRequest(
  { judged, tested, head, fingerprint }: TrainedModel,
  project: Pick<ProjectState, 'classes' | 'samples'>,
): AnalysisRequest | null {
  if (judged === null) return null;
  const { classes } = head;
  const live = new Set(allSamples(project).map(({ id }) => id));
  const at = livePlaces(judged, live);
  const rows = at.map((row) => rowOf(judged, row));
  const testRows = tested === null ? [] : livePlaces(tested, live).map((row) => rowOf(tested, row));
  const folds = Int32Array.from(at, (row) => judged.folds[row] ?? 0);
  // Whatever leaves a fold out needs something of each class in another.
  const places = new Set(rows.map(({ label }, row) => `${label} ${folds[row]}`));
  if (!inTwoFolds(places, classes)) return null;
  const probabilities = new Float32Array(rows.length * classes);
  at.forEach((row, to) => {
    const answers = judged.probabilities.subarray(row * classes, (row + 1) * classes);
    probabilities.set(answers, to * classes);
  });
  return { fingerprint, rows, testRows, classes, probabilities, folds };
}

function inTwoFolds(places: ReadonlySet<string>, classes: number): boolean {
  const folds = new Int32Array(classes);
  for (const place of places) folds[Number(place.split(' ')[0])] += 1;
  return folds.every((count) => count >= 2);
}

function livePlaces({ sampleIds }: JudgedSamples, live: ReadonlySet<SampleId>): number[] {
  return sampleIds.flatMap((id, row) => (live.has(id) ? [row] : []));
}

function rowOf({ sampleIds, labels, groups }: JudgedSamples, row: number): TrainingRow {
  return { sampleId: sampleIds[row] ?? '', label: labels[row] ?? 0, group: groups[row] ?? 0 };
}

/** Asks the engine, and keeps its answer. */
export async function analyseModel(
  model: TrainedModel,
  request: AnalysisRequest,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<Result<ModelAnalysis, EngineFault>> {
  const answer = await engine.analyse(request, signal, onProgress);
  if (!answer.ok) return answer;
  const sampleIds = [...request.rows, ...request.testRows].map(({ sampleId }) => sampleId);
  const analysis = { ...answer.value, sampleIds };
  known.set(model.head, analysis);
  return ok(analysis);
}
