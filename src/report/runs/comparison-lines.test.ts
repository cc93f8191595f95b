import { expect, test } from 'vitest';
import { newClass } from '../../project/classes.ts';
import type { TrainedModel } from '../../project/trained-model.ts';
import { changeLines, leftOutWords } from './comparison-lines.ts';
import { runChanges } from './run-changes.ts';
import { runSummary } from './run-summary.ts';

const classes = ['Cats', 'Dogs', 'Owls'].map((name) => newClass([], { id: name, name }));

function run(number: number, fields: Partial<TrainedModel> = {}) {
  const classIds = fields.classIds ?? ['Cats', 'Dogs'];
  const labels = Int32Array.of(0, 1);
  const judged = {
    sampleIds: ['1', '2'],
    labels,
    groups: labels,
    folds: labels,
    probabilities: new Float32Array(2 * classIds.length),
  };
  const model: TrainedModel = {
    version: 1,
    trainedAt: '2026-11-24T01:00:00.000Z',
    backboneId: 'starter',
    fingerprint: 'f1',
    head: {
      kind: 'linear',
      features: 1,
      classes: classIds.length,
      kernel: new Float32Array(classIds.length),
      bias: new Float32Array(classIds.length),
    },
    classIds,
    namesAtTraining: classIds,
    options: { kind: 'linear' },
    evaluation: { method: 'none', reason: 'too-few-samples' },
    samplesPerClass: classIds.map(() => 1),
    signature: '',
    milliseconds: 1,
    judged,
    tested: null,
    known: null,
    ownSimilarities: null,
    temperature: null,
    judgedOn: null,
    ...fields,
  };
  const kept = { id: String(number), number, origin: 'trained' as const, pinned: false, model };
  return runSummary(kept, classes, []);
}

const lines = (a: ReturnType<typeof run>, b: ReturnType<typeof run>) =>
  changeLines(runChanges(a.run.model, b.run.model), a, b);

test('what changed is named; nothing is said to be nothing', () => {
  expect(lines(run(1), run(2))).toEqual(['Nothing: the same images, options and base network.']);
  const options = {
    kind: 'hidden',
    units: 8,
    epochs: 1,
    batchSize: 4,
    learningRate: 0.01,
  } as const;
  const other = run(2, {
    options,
    backboneId: 'mobilenet_v2_0.5',
    fingerprint: 'f2',
    classIds: ['Cats', 'Owls', 'gone'],
    judged: null,
  });
  expect(lines(run(1), other)).toEqual([
    'Head: Direct → Hidden layer: 8 units, 1 epoch, batch size 4, learning rate 0.01.',
    'Base network: Starter (built in) → MobileNet v2 · 0.5.',
    'New to it: “Owls” and “gone”.',
    'No longer in it: “Dogs”.',
    'Which images each was trained on is not known.',
  ]);
});

test('images left out are counted by their reason', () => {
  const answers = { aRight: [], bRight: [], groups: new Int32Array(0) };
  const names = ['Run 1', 'Run 2'] as const;
  expect(leftOutWords({ ...answers, onlyInA: 0, onlyInB: 0, relabelled: 0 }, names)).toBe('');
  expect(leftOutWords({ ...answers, onlyInA: 1, onlyInB: 0, relabelled: 3 }, names)).toBe(
    'Left out: 1 image judged in Run 1 only and 3 images of another class in each.',
  );
});
