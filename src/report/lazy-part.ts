import { type LazyExoticComponent, lazy, type ReactNode } from 'react';

type View<Props> = (props: Props) => ReactNode;

/**
 * A view that comes after the page. Asked for at once, so that it is there when the network is cut;
 * where it could not be had, `missing` stands in its place.
 */
export function lazyPart<Props>(
  load: () => Promise<View<Props>>,
  missing: () => ReactNode,
): LazyExoticComponent<View<Props>> {
  const part = load().then(
    (view) => ({ default: view }),
    () => ({ default: missing }),
  );
  return lazy(() => part);
}
