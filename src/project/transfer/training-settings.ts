import { catalogueEntry, DEFAULT_BACKBONE } from '../../backbone/catalogue.ts';
import type { StoredBackbone } from '../../backbone/types.ts';
import type { TrainingProject } from '../../exporters/python/training-files.ts';
import type { Settings } from '../settings.ts';

/**
 * The project's settings, as far as a training elsewhere can follow them.
 * @param stored the base networks that are on this device, among them those that the user brought
 */
export function trainingSettings(
  { baseNetwork, headKind, hiddenLayer }: Settings,
  stored: readonly StoredBackbone[],
): Pick<TrainingProject, 'backbone' | 'head'> {
  const known =
    stored.find(({ id }) => id === baseNetwork) ??
    catalogueEntry(baseNetwork) ??
    catalogueEntry(DEFAULT_BACKBONE);
  const { label, version, alpha } = known ?? { label: 'MobileNet v2', version: 2, alpha: 1 };
  return {
    backbone: { label, version, alpha },
    head: headKind === 'linear' ? { kind: 'linear' } : { kind: 'hidden', ...hiddenLayer },
  };
}
