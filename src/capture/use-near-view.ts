import { type RefCallback, useCallback, useState } from 'react';

/** How far from the window still counts as near: some wheel turns. */
const MARGIN = '800px';

/** Whether an element is in the window or near it; spread `ref` on it. Until that is known it is not. */
export function useNearView<Target extends Element>(): {
  ref: RefCallback<Target>;
  near: boolean;
} {
  const [near, setNear] = useState(false);
  const ref = useCallback((element: Target) => {
    const observer = new IntersectionObserver(
      (seen) => setNear(seen.at(-1)?.isIntersecting ?? false),
      { rootMargin: MARGIN },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, near };
}
