import { Button } from '@mantine/core';
import { useState } from 'react';

interface Props {
  left: number;
  onMore: () => void;
}

/** The first of a list that may be long, and what asks for as many again. */
export function usePages<Item>(
  items: readonly Item[],
  page: number,
): {
  shown: readonly Item[];
  more: Props;
} {
  const [pages, setPages] = useState(1);
  const shown = items.slice(0, pages * page);
  return {
    shown,
    more: { left: items.length - shown.length, onMore: () => setPages(pages + 1) },
  };
}

export function ShowMore({ left, onMore }: Props) {
  if (left <= 0) return null;
  return (
    <Button size="compact-sm" variant="default" onClick={onMore}>
      Show more ({left.toLocaleString('en')} left)
    </Button>
  );
}
