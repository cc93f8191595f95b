import type { StoredBackbone } from '../../backbone/types.ts';
import { keepTogether } from '../../evaluation/keep-together.ts';
import { trainHead } from '../../evaluation/train.ts';
import type { TrainingProgress } from '../../evaluation/types.ts';
import { createPace } from '../../head/pace.ts';
import { logits, softmax } from '../../head/predict.ts';
import type { Head, Matrix } from '../../head/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import type {
  EngineFault,
  JudgedRows,
  Trained,
  TrainingRequest,
  TrainingRow,
} from '../protocol.ts';
import type { EmbeddingStore } from './embedding-store.ts';

interface Job {
  signal: AbortSignal;
  onProgress: (progress: TrainingProgress) => void;
}

/** Trains a head from stored embeddings, and tries it on the rows that are only tested. */
export async function trainJob(
  { rows, testRows, classes, options }: TrainingRequest,
  { embeddings: store, stored }: { embeddings: EmbeddingStore; stored: StoredBackbone },
  job: Job,
): Promise<Result<Trained, EngineFault>> {
  const start = performance.now();
  const embeddings = await store.gather(idsOf(rows), false);
  const testEmbeddings = await store.gather(idsOf(testRows), false);
  if ('missing' in embeddings || 'missing' in testEmbeddings) {
    const missing = [embeddings, testEmbeddings].map((one) => ('missing' in one ? one.missing : 0));
    return failed({ kind: 'missing-embeddings', count: missing.reduce((a, b) => a + b, 0) });
  }
  const mirrored = await store.gather(idsOf(rows), true);
  const set = {
    classes,
    embeddings,
    mirrored: 'missing' in mirrored ? null : mirrored,
    labels: labelsOf(rows),
    groups: groupsOf(rows),
  };
  const trained = await trainHead(set, options, job);
  if (!trained.ok) return trained;
  const { head, evaluation, outOfFold, groups, known, temperature } = trained.value;
  const answers = await tested(head, testEmbeddings, testRows, job.signal);
  if (answers === 'cancelled') return failed({ kind: 'cancelled' });
  return ok({
    head,
    backbone: stored,
    evaluation,
    judged: outOfFold && {
      groups,
      folds: outOfFold.folds,
      probabilities: Float32Array.from(outOfFold.probabilities),
    },
    tested: answers,
    known,
    temperature,
    milliseconds: performance.now() - start,
  });
}

async function tested(
  head: Head,
  embeddings: Matrix,
  rows: readonly TrainingRow[],
  signal: AbortSignal,
): Promise<JudgedRows | null | 'cancelled'> {
  if (rows.length === 0) return null;
  const { classes } = head;
  const set = {
    classes,
    embeddings,
    mirrored: null,
    labels: labelsOf(rows),
    groups: groupsOf(rows),
  };
  try {
    return {
      groups: await keepTogether(set, createPace(signal)),
      folds: new Int32Array(rows.length),
      probabilities: Float32Array.from(softmax(logits(head, embeddings), classes)),
    };
  } catch (error) {
    if (signal.aborted) return 'cancelled';
    throw error;
  }
}

const idsOf = (rows: readonly TrainingRow[]) => rows.map(({ sampleId }) => sampleId);
const labelsOf = (rows: readonly TrainingRow[]) => Int32Array.from(rows, ({ label }) => label);
const groupsOf = (rows: readonly TrainingRow[]) => Int32Array.from(rows, ({ group }) => group);
