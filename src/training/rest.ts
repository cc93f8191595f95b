import type { ProjectSet } from './training-set.ts';

/** Samples whose training takes seconds. A change that only needs a refit is followed at once, whatever it takes. */
const MANY = 2_000;
/** How long hands have been off the page before it counts as at rest, in milliseconds. */
const REST_MILLISECONDS = 4_000;
const TOUCHES = ['wheel', 'scroll', 'touchmove', 'pointerdown', 'keydown'] as const;

/**
 * Whether somebody is at work on the page: scrolls, types, presses. What begins by itself and takes
 * a processor for seconds waits for a rest, or on two cores the page would scroll in jerks.
 */
export class Rest {
  private touched = performance.now();

  constructor(page: Pick<Document, 'addEventListener'>) {
    const touch = () => {
      this.touched = performance.now();
    };
    // Scrolling does not bubble.
    for (const type of TOUCHES) {
      page.addEventListener(type, touch, { capture: true, passive: true });
    }
  }

  /** Milliseconds until a training on these samples may begin, if nobody touches the page; 0 once it may. */
  missing({ rows }: Pick<ProjectSet, 'rows'>): number {
    if (rows.length <= MANY) return 0;
    return Math.max(0, this.touched + REST_MILLISECONDS - performance.now());
  }
}
