import { expect, it, vi } from 'vitest';
import { modelOf } from '../../tests/support/judged-model.ts';
import { engine } from '../engine/engine.ts';
import { previewStore } from '../preview/preview-state.ts';
import { projectStore } from '../project/store.ts';
import { ok } from '../result.ts';
import { trainingStore } from '../training/training-state.ts';
import { showNewModels } from './show-new-models.ts';

it('closes an opened model when the user has trained, not when the project’s model changes by itself', () => {
  vi.spyOn(engine, 'closeModel').mockResolvedValue(ok(null));
  showNewModels();
  const opened = { fileName: 'model.zip', labels: ['a', 'b'], limits: null };
  previewStore.setState({ opened });
  projectStore.setState({ model: modelOf(['a', 'b']) });
  projectStore.setState({ model: modelOf(['a', 'b'], { trainedAt: '2026-11-24T11:20:00.000Z' }) });
  trainingStore.setState({ state: { kind: 'idle' }, epochs: [] });
  expect(previewStore.getState().opened).toBe(opened);

  trainingStore.setState({ state: { kind: 'done', milliseconds: 5 } });
  expect(previewStore.getState().opened).toBeNull();
  // Opened after that training, it stays.
  previewStore.setState({ opened });
  trainingStore.setState({ epochs: [] });
  expect(previewStore.getState().opened).toBe(opened);
});
