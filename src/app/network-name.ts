import { catalogueEntry } from '../backbone/catalogue.ts';
import type { BackboneId } from '../backbone/types.ts';

/** As the choice of base networks calls it. */
export function networkName(id: BackboneId): string {
  return catalogueEntry(id)?.label ?? 'the base network';
}
