import { CATALOGUE } from '../../backbone/catalogue.ts';
import { backboneStore } from '../backbone-state.ts';
import { readSettings, type Settings } from '../settings.ts';

/** Those that mean the same on another device; what was measured on this one stays here. */
const PORTABLE = ['baseNetwork', 'headKind', 'hiddenLayer', 'mirrorWebcam', 'recording'] as const;

export function portableSettings(settings: Settings): Record<string, unknown> {
  return Object.fromEntries(PORTABLE.map((key) => [key, settings[key]]));
}

/**
 * The settings with a project file's own in place of those that it may carry. What is no setting, or
 * names a base network that cannot be had here, changes nothing.
 */
export function withPortable(settings: Settings, carried: Record<string, unknown>): Settings {
  const known = PORTABLE.filter((key) => Object.hasOwn(carried, key));
  const read = readSettings({
    ...settings,
    ...Object.fromEntries(known.map((key) => [key, carried[key]])),
  });
  const stored = backboneStore.getState().stored.map(({ id }) => id);
  const had = [...CATALOGUE.map(({ id }) => id), ...stored].includes(read.baseNetwork);
  return had ? read : { ...read, baseNetwork: settings.baseNetwork };
}
