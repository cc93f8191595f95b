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

  /** Milliseconds until the page will have been at rest for long enough; 0 once it has. */
  missing(): number {
    return Math.max(0, this.touched + REST_MILLISECONDS - performance.now());
  }
}
