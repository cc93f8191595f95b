import type { JudgedSamples, TrainedModel } from '../../src/project/trained-model.ts';
import type { ClassId, PictureClass, Sample } from '../../src/project/types.ts';

/** One answer: the class of the picture, and the probability of each class. */
export type Answer = [label: number, probabilities: number[]];

/** Samples that are groups of their own, called `prefix` and their place. */
export function judgedSamples(prefix: string, answers: Answer[]): JudgedSamples {
  return {
    sampleIds: answers.map((_, at) => `${prefix}${at}`),
    labels: Int32Array.from(answers, ([label]) => label),
    groups: Int32Array.from(answers.keys()),
    folds: Int32Array.from(answers, (_, at) => at % 5),
    probabilities: Float32Array.from(answers.flatMap(([, probabilities]) => probabilities)),
  };
}

/** A model of the classes 'a', 'b', …, that was judged on these samples. */
export function judgedModel(judged: JudgedSamples, tested: JudgedSamples | null): TrainedModel {
  const classes = judged.probabilities.length / judged.labels.length;
  const classIds = Array.from({ length: classes }, (_, c) => String.fromCharCode(97 + c));
  const confusion = classIds.map(() => classIds.map(() => 0));
  judged.labels.forEach((label, row) => {
    const said = Array.from(judged.probabilities.subarray(row * classes, (row + 1) * classes));
    const counts = confusion[label];
    const winner = said.indexOf(Math.max(...said));
    if (counts !== undefined) counts[winner] = (counts[winner] ?? 0) + 1;
  });
  const total = judged.labels.length;
  const correct = confusion.reduce((sum, row, c) => sum + (row[c] ?? 0), 0);
  return modelOf(classIds, {
    evaluation: {
      method: 'cross-validation',
      folds: 5,
      total,
      correct,
      accuracy: correct / total,
      interval: { low: 0.1, high: 0.9 },
      confusion,
      mirrorImagesUsed: false,
    },
    samplesPerClass: classIds.map((_, c) => judged.labels.filter((label) => label === c).length),
    judged,
    tested,
  });
}

/** A model of these classes that was judged on nothing, unless told otherwise. */
export function modelOf(classIds: ClassId[], fields: Partial<TrainedModel> = {}): TrainedModel {
  const classes = classIds.length;
  return {
    version: 1,
    trainedAt: '2026-11-23T11:20:00.000Z',
    backboneId: 'starter',
    fingerprint: 'abc',
    head: {
      kind: 'linear',
      features: 1,
      classes,
      kernel: new Float32Array(classes),
      bias: new Float32Array(classes),
    },
    classIds,
    namesAtTraining: classIds.map((id) => `${id} of then`),
    options: { kind: 'linear' },
    evaluation: { method: 'none', reason: 'too-few-samples' },
    samplesPerClass: classIds.map(() => 1),
    signature: '',
    milliseconds: 1,
    judged: null,
    tested: null,
    known: null,
    ownSimilarities: null,
    temperature: null,
    judgedOn: null,
    ...fields,
  };
}

/** Classes with these ids, in this order. */
export function classesOf(ids: ClassId[]): PictureClass[] {
  return ids.map((id, order) => classOf(id, { order }));
}

/** A live class, called "Class" and its id unless told otherwise. */
export function classOf(id: ClassId, fields: Partial<PictureClass> = {}): PictureClass {
  return {
    id,
    name: `Class ${id}`,
    order: 1,
    enabled: true,
    example: false,
    deletedAt: null,
    ...fields,
  };
}

/** A live sample of its own, called after its id unless told otherwise. */
export function sampleOf(id: string, classId: ClassId, name = `${id}.jpg`): Sample {
  return {
    id,
    classId,
    burstId: null,
    name,
    type: 'image/jpeg',
    width: 10,
    height: 10,
    addedAt: 1,
    testOnly: false,
    deletedAt: null,
  };
}
