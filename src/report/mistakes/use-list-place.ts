import { type RefObject, useLayoutEffect, useState } from 'react';

/** Where a list stands in the element that scrolls it. */
export interface ListPlace {
  scroller: HTMLElement | null;
  /** Pixels from the top of what is scrolled to the top of the list. */
  top: number;
}

/** Finds what scrolls a list: here the whole window of the report, not a box within it. */
export function useListPlace(list: RefObject<HTMLElement | null>): ListPlace {
  const [place, setPlace] = useState<ListPlace>({ scroller: null, top: 0 });
  // After every drawing: what stands above the list may have grown.
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const scroller = scrollParent(element);
    const within = element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    const top = Math.round(within + scroller.scrollTop);
    setPlace((before) =>
      before.scroller === scroller && before.top === top ? before : { scroller, top },
    );
  });
  return place;
}

function scrollParent(element: HTMLElement): HTMLElement {
  const parent = element.parentElement;
  if (parent === null) return document.documentElement;
  return /auto|scroll/.test(getComputedStyle(parent).overflowY) ? parent : scrollParent(parent);
}
