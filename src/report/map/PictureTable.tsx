import { Checkbox, Table } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { SampleId } from '../../project/types.ts';
import type { MapPoint } from './map-point.ts';
import { PictureRow } from './PictureRow.tsx';
import styles from './PictureTable.module.css';
import type { Thumbnail } from './thumbnail-cache.ts';

/** Height of a row in CSS pixels; the style sheet says the same. */
const ROW = 52;

interface Props {
  label: string;
  points: readonly MapPoint[];
  classNames: readonly string[];
  selected: ReadonlySet<SampleId>;
  onSelect: (ids: Set<SampleId>) => void;
  thumbnailOf: (id: SampleId) => Promise<Thumbnail>;
}

/** What the map shows, in rows: mistakes first, the surest of them on top. Only the rows in view exist. */
export function PictureTable({
  label,
  points,
  classNames,
  selected,
  onSelect,
  thumbnailOf,
}: Props) {
  const rows = useMemo(() => [...points].sort(mistakesFirst), [points]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  const all = rows.length > 0 && rows.every(({ id }) => selected.has(id));
  const toggle = (id: SampleId) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  const inView = virtual.getVirtualItems();
  const above = inView[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (inView.at(-1)?.end ?? 0);
  return (
    <div ref={scroller} className={styles.scroller}>
      <Table
        stickyHeader
        layout="fixed"
        verticalSpacing={0}
        aria-label={label}
        aria-rowcount={rows.length + 1}
        className={styles.table}
      >
        <Table.Thead>
          <Table.Tr aria-rowindex={1}>
            <Table.Th className={styles.check}>
              <Checkbox
                size="sm"
                aria-label="Select all"
                checked={all}
                indeterminate={!all && selected.size > 0}
                onChange={() => onSelect(new Set(all ? [] : rows.map(({ id }) => id)))}
              />
            </Table.Th>
            <Table.Th className={styles.image}>Image</Table.Th>
            <Table.Th>Class</Table.Th>
            <Table.Th>Taken for</Table.Th>
            <Table.Th className={styles.sure}>Confidence</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {/* In place of the rows that are out of view. */}
          <tr aria-hidden style={{ height: above }} />
          {inView.map(({ index, key }) => {
            const point = rows[index];
            return (
              point && (
                <PictureRow
                  key={key}
                  rowIndex={index + 2}
                  point={point}
                  className={classNames[point.classIndex] ?? ''}
                  selected={selected.has(point.id)}
                  onToggle={() => toggle(point.id)}
                  thumbnailOf={thumbnailOf}
                />
              )
            );
          })}
          <tr aria-hidden style={{ height: below }} />
        </Table.Tbody>
      </Table>
    </div>
  );
}

function mistakesFirst(a: MapPoint, b: MapPoint): number {
  return (
    +(b.takenFor !== null) - +(a.takenFor !== null) ||
    (b.confidence ?? 0) - (a.confidence ?? 0) ||
    a.classIndex - b.classIndex ||
    a.name.localeCompare(b.name)
  );
}
