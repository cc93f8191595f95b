import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { classOf, sampleOf } from '../../../tests/support/judged-model.ts';
import { writeClasses, writeSamples } from '../../project/disk.ts';
import { allSamples, arrange, projectStore } from '../../project/store.ts';
import { takeBack } from '../last-action.ts';
import { actOnHint } from './hint-actions.ts';

const samples = [
  { ...sampleOf('s0', 'a'), burstId: 'x', testOnly: true },
  { ...sampleOf('s1', 'a'), burstId: 'x' },
  { ...sampleOf('s2', 'a'), burstId: 'x' },
];
const testOnly = () =>
  allSamples(projectStore.getState()).map(({ id, testOnly }) => `${id} ${testOnly}`);

it('brings all of a recording to one side, as one step of Undo', async () => {
  const classes = [classOf('a')];
  await writeClasses(classes);
  await writeSamples(samples);
  projectStore.setState({ ...arrange(classes, samples), undoSteps: [] });
  const done = await actOnHint({ kind: 'use', samples, testOnly: true });
  expect(testOnly()).toEqual(['s0 true', 's1 true', 's2 true']);
  expect(done).toMatchObject({
    kind: 'step',
    step: { what: { kind: 'samples-marked', count: 2 } },
  });
  if (done !== null) await takeBack(done);
  expect(testOnly()).toEqual(['s0 true', 's1 false', 's2 false']);
  await actOnHint({ kind: 'use', samples, testOnly: false });
  expect(testOnly()).toEqual(['s0 false', 's1 false', 's2 false']);
});
