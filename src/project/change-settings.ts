import { writeProjectRecord } from './disk.ts';
import { saved } from './saving.ts';
import type { Settings } from './settings.ts';
import { projectStore } from './store.ts';

/** Changes some settings, on disk and on the screen. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const settings = { ...projectStore.getState().settings, ...change };
  projectStore.setState({ settings });
  await saved(() => writeProjectRecord('settings', settings));
}
