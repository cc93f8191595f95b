import type { HeatPlace } from '../preview/heat-place.ts';

const PLACES: Record<Exclude<HeatPlace, 'nowhere'>, string> = {
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
  return place === 'nowhere'
    ? `Nothing in the picture speaks for “${label}”.`
    : `What speaks for “${label}”: ${PLACES[place]}.`;
}

/** The same of the likeliest class, where the picture is said to be none of them. */
export function unlikePlaceWords(label: string, place: HeatPlace): string {
  const most = `It looks most like “${label}”, though not enough to be called that`;
  return place === 'nowhere'
    ? `${most}: nothing in the picture speaks for it.`
    : `${most}. What speaks for it: ${PLACES[place]}.`;
}
