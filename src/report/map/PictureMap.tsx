import { Group, SegmentedControl, Stack } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { SampleId } from '../../project/types.ts';
import { count } from '../../words/format-number.ts';
import { MapCanvas } from './MapCanvas.tsx';
import { MapLegend } from './MapLegend.tsx';
import type { MapPoint } from './map-point.ts';
import styles from './PictureMap.module.css';
import { PictureTable } from './PictureTable.tsx';
import type { Thumbnail } from './thumbnail-cache.ts';
import type { DragMode } from './use-map-gestures.ts';

interface Props {
  /** Changes when all points stand elsewhere: the whole map is then shown again. */
  layout: string;
  points: readonly MapPoint[];
  /** By `classIndex`. */
  classNames: readonly string[];
  selected: ReadonlySet<SampleId>;
  onSelect: (ids: Set<SampleId>) => void;
  /** A new bitmap each time, which is closed by whoever asked; must stay the same function. */
  thumbnailOf: (id: SampleId) => Promise<Thumbnail>;
}

/** Pictures laid out in two dimensions; the same as a table for a screen reader, or for whoever prefers it. */
export function PictureMap({ layout, points, classNames, selected, onSelect, thumbnailOf }: Props) {
  const [asTable, setAsTable] = useState(false);
  const [mode, setMode] = useState<DragMode>('move');
  const shown = useMemo(
    () => [...new Set(points.map(({ classIndex }) => classIndex))].sort((a, b) => a - b),
    [points],
  );
  const mistakes = points.filter(({ takenFor }) => takenFor !== null).length;
  const label = `${count(points.length, 'image')}, ${mistakes} taken for another class`;
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <SegmentedControl
          size="xs"
          aria-label="Show as"
          value={asTable ? 'table' : 'map'}
          onChange={(value) => setAsTable(value === 'table')}
          data={[
            { value: 'map', label: 'Map' },
            { value: 'table', label: 'Show as table' },
          ]}
        />
        {!asTable && (
          <SegmentedControl
            size="xs"
            aria-label="Dragging"
            value={mode}
            onChange={(value) => setMode(value === 'select' ? 'select' : 'move')}
            data={[
              { value: 'move', label: 'Drag to move' },
              { value: 'select', label: 'Drag to select' },
            ]}
          />
        )}
      </Group>
      <div className={styles.frame}>
        {asTable ? (
          <PictureTable
            label={`Table of ${label}`}
            points={points}
            classNames={classNames}
            selected={selected}
            onSelect={onSelect}
            thumbnailOf={thumbnailOf}
          />
        ) : (
          <MapCanvas
            key={layout}
            label={`Map of ${label}`}
            points={points}
            selected={selected}
            onSelect={onSelect}
            mode={mode}
            thumbnailOf={thumbnailOf}
          />
        )}
      </div>
      <MapLegend classNames={classNames} shown={shown} mistakes={mistakes > 0} />
    </Stack>
  );
}
