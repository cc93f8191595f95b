import { Checkbox, Table, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { SampleId } from '../../project/types.ts';
import { percent } from '../../words/format-number.ts';
import { ClassSymbol } from './MapLegend.tsx';
import type { MapPoint } from './map-point.ts';
import styles from './PictureTable.module.css';
import type { Thumbnail } from './thumbnail-cache.ts';

interface Props {
  /** Of the whole table, its head being 1. */
  rowIndex: number;
  point: MapPoint;
  className: string;
  selected: boolean;
  onToggle: () => void;
  thumbnailOf: (id: SampleId) => Promise<Thumbnail>;
}

/** One picture of the table. */
export function PictureRow({ rowIndex, point, className, selected, onToggle, thumbnailOf }: Props) {
  const { id, name, classIndex, takenFor, confidence, label } = point;
  return (
    <Table.Tr aria-rowindex={rowIndex} data-selected={selected || undefined} className={styles.row}>
      <Table.Td className={styles.check}>
        <Checkbox size="sm" aria-label={`Select ${label}`} checked={selected} onChange={onToggle} />
      </Table.Td>
      <Table.Td>
        <span className={styles.picture}>
          <RowThumbnail id={id} thumbnailOf={thumbnailOf} />
          <Text size="sm" truncate component="span" className={styles.name}>
            {name}
          </Text>
        </span>
      </Table.Td>
      <Table.Td className={styles.short}>
        <ClassSymbol classIndex={classIndex} /> {className}
      </Table.Td>
      <Table.Td className={styles.short}>{takenFor ?? '–'}</Table.Td>
      <Table.Td className={styles.sure}>{confidence === null ? '–' : percent(confidence)}</Table.Td>
    </Table.Tr>
  );
}

interface RowThumbnailProps {
  id: SampleId;
  thumbnailOf: (id: SampleId) => Promise<Thumbnail>;
}

function RowThumbnail({ id, thumbnailOf }: RowThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let gone = false;
    // The row may have shown another picture before.
    const context = canvas.current?.getContext('2d');
    context?.clearRect(0, 0, 64, 64);
    void thumbnailOf(id).then((thumbnail) => {
      if (!gone && thumbnail !== null) {
        context?.drawImage(thumbnail, 0, 0, 64, 64);
      }
      thumbnail?.close();
    });
    return () => {
      gone = true;
    };
  }, [id, thumbnailOf]);
  return <canvas ref={canvas} width={64} height={64} className={styles.thumbnail} aria-hidden />;
}
