import { type RefObject, useLayoutEffect, useState } from 'react';

/** Where the keyboard was: in which card, and at which of its pictures. */
export interface Place {
  hint: string | null;
  card: number;
  tile: number;
}

/**
 * A remedy takes away what it was pressed on. `note` it before, and `restore` it after: the keyboard
 * then stands at what has taken its place.
 */
export function useKeptPlace(tab: RefObject<HTMLElement | null>): {
  note: () => Place;
  restore: (place: Place) => void;
} {
  const [lost, setLost] = useState<Place | null>(null);
  useLayoutEffect(() => {
    if (lost === null) return;
    setLost(null);
    if (tab.current === null || document.activeElement !== document.body) return;
    const target = nearest(tab.current, lost);
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'nearest' });
  }, [lost, tab]);
  return {
    note: () => {
      const card = document.activeElement?.closest<HTMLElement>('[data-hint]') ?? null;
      const tile = document.activeElement?.closest<HTMLElement>('[data-tile]') ?? null;
      return {
        hint: card?.dataset.hint ?? null,
        card: card === null ? 0 : cardsOf(tab.current).indexOf(card),
        tile: tile === null ? 0 : tilesOf(card).indexOf(tile),
      };
    },
    restore: setLost,
  };
}

function nearest(tab: HTMLElement, { hint, card, tile }: Place): HTMLElement {
  const cards = cardsOf(tab);
  const same = cards.find(({ dataset }) => dataset.hint === hint);
  if (same === undefined) return cards[Math.min(card, cards.length - 1)] ?? tab;
  const tiles = tilesOf(same);
  return tiles[Math.min(tile, tiles.length - 1)] ?? same;
}

function cardsOf(tab: HTMLElement | null): HTMLElement[] {
  return [...(tab?.querySelectorAll<HTMLElement>('[data-hint]') ?? [])];
}

function tilesOf(card: HTMLElement | null): HTMLElement[] {
  return [...(card?.querySelectorAll<HTMLElement>('[data-tile]') ?? [])];
}
