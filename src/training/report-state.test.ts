import { expect, it } from 'vitest';
import { modelOf } from '../../tests/support/judged-model.ts';
import { projectStore } from '../project/store.ts';
import { closeReportWithModel, reportStore } from './report-state.ts';

it('closes when the model goes, and no sooner', () => {
  closeReportWithModel();
  projectStore.setState({ model: modelOf(['a', 'b']) });
  reportStore.setState({ open: true, tab: 'runs' });
  projectStore.setState({ model: modelOf(['a', 'b']) });
  expect(reportStore.getState().open).toBe(true);
  projectStore.setState({ model: null });
  expect(reportStore.getState()).toMatchObject({ open: false, tab: 'runs' });
});
