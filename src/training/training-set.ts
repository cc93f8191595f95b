import type { TrainingRow } from '../engine/protocol.ts';
import { embeddingStore } from '../project/embedding-queue.ts';
import { projectStore } from '../project/store.ts';
import { dataSignature, trainableClasses } from '../project/trained-model.ts';
import type { PictureClass } from '../project/types.ts';
import { trainingRows } from './training-rows.ts';

/** What a training would learn from now. */
export interface ProjectSet {
  classes: PictureClass[];
  rows: TrainingRow[];
  /** Only tested. */
  testRows: TrainingRow[];
  samplesPerClass: number[];
  signature: string;
}

/** All readable samples of all classes that are switched on; null where that is fewer than two classes. */
export function projectSet(): ProjectSet | null {
  const { classes, samples } = projectStore.getState();
  const lost = new Set(embeddingStore.getState().unreadable);
  const readable = (each: PictureClass, testOnly: boolean) =>
    (samples[each.id] ?? []).filter((one) => !lost.has(one.id) && one.testOnly === testOnly);
  // Classes may have been emptied while their images were read.
  const trained = trainableClasses(classes, samples).filter(
    (each) => readable(each, false).length > 0,
  );
  if (trained.length < 2) return null;
  const ofAll = (testOnly: boolean) => trained.map((each) => readable(each, testOnly));
  return {
    classes: trained,
    rows: trainingRows(ofAll(false)),
    testRows: trainingRows(ofAll(true)),
    samplesPerClass: ofAll(false).map(({ length }) => length),
    signature: dataSignature(classes, samples),
  };
}
