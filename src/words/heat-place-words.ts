import type { HeatPlace } from '../preview/heat-place.ts';

const PLACES: Record<HeatPlace, string> = {
  nowhere: 'no place in particular',
  'spread-out': 'spread out',
  centre: 'mostly the centre',
  left: 'mostly the left half',
  right: 'mostly the right half',
  top: 'mostly the upper half',
  bottom: 'mostly the lower half',
  'upper-left': 'mostly the upper left',
  'upper-right': 'mostly the upper right',
  'lower-left': 'mostly the lower left',
  'lower-right': 'mostly the lower right',
};

/** What a heatmap shows, in words: "What speaks for “Cat”: mostly the upper left." */
export function heatPlaceWords(label: string, place: HeatPlace): string {
  return `What speaks for “${label}”: ${PLACES[place]}.`;
}
