import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  memo,
  useEffect,
  useRef,
  useState,
} from 'react';
import { deleteSamples } from '../project/samples.ts';
import type { ClassId, Sample, SampleId } from '../project/types.ts';
import { indexOf, nextTo } from './grid-focus.ts';
import styles from './SampleGrid.module.css';
import { SampleThumbnail } from './SampleThumbnail.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { useNearView } from './use-near-view.ts';

/** Side of one cell in CSS pixels, its gap included. */
const CELL = 76;
const HALF_GAP = 3;

interface Props {
  classId: ClassId;
  className: string;
  /** Oldest first; shown newest first, so that what was just added is in view. */
  samples: Sample[];
}

/**
 * The thumbnails of a class; only the rows in view exist, and the one that Tab leads to. One tab stop:
 * arrows move, Space selects, Delete removes the selected ones, or the one in focus.
 */
export const SampleGrid = memo(function SampleGrid({ classId, className, samples }: Props) {
  const [selected, setSelected] = useState<ReadonlySet<SampleId>>(new Set());
  /** The image that Tab leads to; the newest, where there is none. It moves on as others come in. */
  const [focus, setFocus] = useState<SampleId | null>(null);
  const { ref: sizeRef, width } = useElementSize();
  const { ref: nearRef, near } = useNearView();
  const ref = useMergedRef(sizeRef, nearRef);
  const scroller = useRef<HTMLDivElement>(null);
  const columns = Math.max(1, Math.floor(width / CELL));
  const count = Math.ceil(samples.length / columns);
  const at = (index: number) => samples[samples.length - 1 - index];
  const active = Math.max(0, indexOf(samples, focus));
  const activeRow = Math.floor(active / columns);
  const inSight = near && width > 0;
  const rows = useVirtualizer({
    count,
    enabled: inSight,
    getScrollElement: () => scroller.current,
    estimateSize: () => CELL,
    overscan: 2,
    // Rows out of sight are drawn in a task of their own, not within the frame that scrolls.
    useFlushSync: false,
  });
  const indices = inSight
    ? // The row that Tab leads to stays: a list that comes into sight has no others for a moment.
      [...new Set([activeRow, ...rows.getVirtualItems().map(({ index }) => index)])]
        .sort((a, b) => a - b)
        .flatMap((row) => Array.from({ length: columns }, (_, column) => row * columns + column))
    : [active];

  const all = () => new Set(samples.map(({ id }) => id));
  const chosen = selected.size === 0 ? [] : samples.filter(({ id }) => selected.has(id));
  const chosenIds = () => chosen.map(({ id }) => id);

  const toggle = (id: SampleId) => {
    const next = new Set(chosenIds());
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  const remove = (ids: SampleId[], from = active) => {
    const gone = new Set(ids);
    setSelected(new Set());
    setFocus(nextTo(samples, from, gone));
    return deleteSamples(classId, gone);
  };

  const wantsFocus = useRef(false);
  /** An option out of view has to be drawn first. */
  const focusOn = (index: number) => {
    const option = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    option?.focus();
    wantsFocus.current = !option;
  };
  const move = (index: number) => {
    const bounded = Math.max(0, Math.min(samples.length - 1, index));
    setFocus(at(bounded)?.id ?? null);
    rows.scrollToIndex(Math.floor(bounded / columns));
    focusOn(bounded);
  };
  useEffect(() => {
    if (wantsFocus.current) focusOn(active);
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const here = at(active);
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: columns,
      ArrowUp: -columns,
      Home: -samples.length,
      End: samples.length,
    };
    const step = steps[event.key];
    if (step !== undefined) move(active + step);
    else if (event.key === ' ' && here) toggle(here.id);
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      // The option in focus may go; the keyboard stays in its place.
      void remove(chosen.length > 0 ? chosenIds() : here ? [here.id] : []).then(() =>
        scroller.current?.querySelector<HTMLElement>('[role="option"][tabindex="0"]')?.focus(),
      );
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      setSelected(all());
    } else if (event.key === 'Escape') setSelected(new Set());
    else return;
    event.preventDefault();
  };

  const sampleAt = (target: EventTarget) => {
    const option = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
    return option === null ? undefined : at(Number(option.dataset.index));
  };
  const onFocus = ({ target }: FocusEvent) => {
    const sample = sampleAt(target);
    if (sample !== undefined) setFocus(sample.id);
  };
  const onClick = ({ target }: MouseEvent) => {
    const sample = sampleAt(target);
    if (sample === undefined || !(target instanceof Element)) return;
    setFocus(sample.id);
    if (target.closest('[data-remove]') !== null)
      void remove([sample.id], indexOf(samples, sample.id));
    else toggle(sample.id);
  };

  return (
    <div ref={ref}>
      {chosen.length > 0 && (
        <SelectionBar
          chosen={chosen}
          onDelete={() => void remove(chosenIds())}
          onMarked={() => {
            setSelected(new Set());
            // The button that was pressed goes; the keyboard stays here.
            move(active);
          }}
          onSelectAll={() => setSelected(all())}
          onClear={() => setSelected(new Set())}
        />
      )}
      <div ref={scroller} className={styles.scroller}>
        <div
          role="listbox"
          aria-multiselectable
          aria-label={`Images of ${className}`}
          tabIndex={-1}
          className={styles.canvas}
          style={{ height: count * CELL }}
          onFocus={onFocus}
          onKeyDown={onKeyDown}
          onClick={onClick}
        >
          {indices.map((index) => {
            const sample = at(index);
            return (
              sample && (
                // One list, not rows: an image that comes in moves the others, and draws none anew.
                <SampleThumbnail
                  key={sample.id}
                  sample={sample}
                  index={index}
                  total={samples.length}
                  x={(index % columns) * CELL + HALF_GAP}
                  y={Math.floor(index / columns) * CELL + HALF_GAP}
                  selected={selected.has(sample.id)}
                  tabbable={index === active}
                  inSight={inSight}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
});
