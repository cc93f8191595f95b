import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TrainedModel } from '../../project/trained-model.ts';
import type { ClassId, SampleId } from '../../project/types.ts';
import { MistakeCard } from './MistakeCard.tsx';
import styles from './Mistakes.module.css';
import type { MistakeAction } from './mistake-actions.ts';
import type { Mistake } from './mistakes.ts';
import { useListPlace } from './use-list-place.ts';

/** Of a card, in CSS pixels: as wide as this at least, and about as high. */
const CARD_WIDTH = 300;
const CARD_HEIGHT = 230;
const GAP = 12;

interface Props {
  label: string;
  model: TrainedModel;
  labels: readonly string[];
  mistakes: readonly Mistake[];
  /** Classes that a picture can be moved to. */
  classIds: ReadonlySet<ClassId>;
  /** The card that takes the focus; the one before has gone. */
  focusOn: number | null;
  onFocused: () => void;
  onAct: (mistake: Mistake, action: MistakeAction, index: number) => void;
}

/** The mistakes as cards; only the rows in view exist. */
export function MistakeList(props: Props) {
  const { label, model, labels, mistakes, classIds, focusOn, onFocused, onAct } = props;
  const { ref: sizeRef, width } = useElementSize();
  const list = useRef<HTMLDivElement>(null);
  const { scroller, top } = useListPlace(list);
  const [whyOf, setWhyOf] = useState<ReadonlySet<SampleId>>(new Set());
  const columns = Math.max(1, Math.floor((width + GAP) / (CARD_WIDTH + GAP)));
  const rows = useVirtualizer({
    count: Math.ceil(mistakes.length / columns),
    getScrollElement: () => scroller,
    estimateSize: () => CARD_HEIGHT,
    gap: GAP,
    scrollMargin: top,
    overscan: 2,
  });
  const inView = rows.getVirtualItems();
  const first = (inView[0]?.index ?? 0) * columns;
  const shown = mistakes.slice(first, ((inView.at(-1)?.index ?? -1) + 1) * columns);
  // A card that went makes others move up into its row, where they bring their own height.
  useLayoutEffect(() => {
    for (const cell of list.current?.querySelectorAll('[data-index]') ?? []) {
      rows.measureElement(cell);
    }
  });
  useEffect(() => {
    if (focusOn === null) return;
    const index = Math.min(focusOn, mistakes.length - 1);
    const card = list.current?.querySelector<HTMLElement>(`[data-card="${index}"]`);
    if (card) {
      card.focus({ preventScroll: true });
      card.scrollIntoView({ block: 'nearest' });
      onFocused();
    } else rows.scrollToIndex(Math.floor(index / columns));
  });
  const toggleWhy = (id: SampleId, shown: boolean) => {
    const next = new Set(whyOf);
    if (shown) next.add(id);
    else next.delete(id);
    setWhyOf(next);
  };
  return (
    <div
      ref={useMergedRef(sizeRef, list)}
      role="list"
      aria-label={label}
      className={styles.canvas}
      style={{ height: rows.getTotalSize() }}
    >
      {/* Cells of a row are of one height, so each of them can tell it; a card is as high as it must be. */}
      <div
        role="presentation"
        className={styles.rows}
        style={{
          gap: GAP,
          gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
          transform: `translateY(${(inView[0]?.start ?? top) - top}px)`,
        }}
      >
        {shown.map((mistake, place) => {
          const index = first + place;
          const { id } = mistake.sample;
          return (
            <div
              key={id}
              ref={rows.measureElement}
              role="presentation"
              data-index={Math.floor(index / columns)}
              className={styles.cell}
            >
              <MistakeCard
                model={model}
                labels={labels}
                mistake={mistake}
                index={index}
                total={mistakes.length}
                movable={classIds.has(model.classIds[mistake.predicted] ?? '')}
                whyShown={whyOf.has(id)}
                onShowWhy={(wanted) => toggleWhy(id, wanted)}
                onAct={(action) => onAct(mistake, action, index)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
