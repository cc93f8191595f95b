import { Center, SegmentedControl, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import type { MapMethod } from '../../evaluation/map-layout.ts';
import { useBackbone } from '../../project/backbone-state.ts';
import { useEmbedding } from '../../project/embedding-queue.ts';
import { allSamples, useProject } from '../../project/store.ts';
import type { TrainedModel } from '../../project/trained-model.ts';
import type { SampleId } from '../../project/types.ts';
import { LayoutStatus } from './LayoutStatus.tsx';
import { type Mistake, mapClasses, mapPoints } from './map-points.ts';
import styles from './PictureMap.module.css';
import { PictureMap } from './PictureMap.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { sampleThumbnail } from './sample-thumbnail.ts';
import { useMapLayout } from './use-map-layout.ts';

interface Props {
  model: TrainedModel;
  /** Wrong answers of the cross-validation. */
  mistakes: ReadonlyMap<SampleId, Mistake>;
}

const METHODS: Record<MapMethod, string> = {
  pca: 'Along the two directions in which the images differ most. Quick, and true to large distances.',
  umap: 'Images that the network finds alike stand together. True to neighbours; how far apart two groups are says little.',
};

/** How the network sees the project's images: those that it finds alike stand close to each other. */
export function MapSection({ model, mistakes }: Props) {
  const classes = useProject((state) => state.classes);
  const samples = useProject((state) => state.samples);
  const { unreadable, done, total } = useEmbedding();
  const fingerprint = useBackbone((state) => state.inUse?.backbone.fingerprint ?? null);
  const narrow = useMediaQuery('(max-width: 30em)');
  const [method, setMethod] = useState<MapMethod>('pca');
  const [chosen, setChosen] = useState<ReadonlySet<SampleId>>(new Set());

  const ids = useMemo(() => {
    const lost = new Set(unreadable);
    return allSamples({ classes, samples }).flatMap(({ id }) => (lost.has(id) ? [] : [id]));
  }, [classes, samples, unreadable]);
  const { places, state, cancel, retry } = useMapLayout(
    ids,
    method,
    done < total ? null : fingerprint,
  );
  const points = useMemo(
    () => (places === null ? null : mapPoints(model, { classes, samples }, places, mistakes)),
    [model, classes, samples, places, mistakes],
  );
  const names = useMemo(() => mapClasses(model, classes).names, [model, classes]);
  // Some may be gone by now.
  const selected = useMemo(
    () => new Set(points?.flatMap(({ id }) => (chosen.has(id) ? [id] : []))),
    [points, chosen],
  );
  const status = <LayoutStatus state={state} cancel={cancel} retry={retry} />;
  return (
    <Stack gap="sm">
      <Stack gap={4}>
        <SegmentedControl
          aria-label="Kind of map"
          orientation={narrow ? 'vertical' : 'horizontal'}
          value={method}
          onChange={(value) => setMethod(value === 'umap' ? 'umap' : 'pca')}
          data={[
            { value: 'pca', label: 'Quick map (PCA)' },
            { value: 'umap', label: 'Neighbourhood map (UMAP)' },
          ]}
        />
        <Text size="sm" c="dimmed">
          {METHODS[method]}
        </Text>
      </Stack>
      {points === null ? (
        <Center className={styles.frame} p="lg">
          {status}
        </Center>
      ) : (
        <>
          {status}
          <SelectionBar selected={selected} onClear={() => setChosen(new Set())} />
          <PictureMap
            layout={method}
            points={points}
            classNames={names}
            selected={selected}
            onSelect={setChosen}
            thumbnailOf={sampleThumbnail}
          />
        </>
      )}
    </Stack>
  );
}
