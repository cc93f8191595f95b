import { Button, CloseButton, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { usePictureUrl } from '../../capture/use-picture-url.ts';
import type { Sample } from '../../project/types.ts';
import type { ConfusionCell } from '../../training/ConfusionMatrix.tsx';
import { count, percent } from '../../words/format-number.ts';
import styles from '../Report.module.css';
import type { JudgedPicture, SetFigures } from '../report-figures.ts';

interface Props {
  figures: SetFigures;
  labels: string[];
  cell: ConfusionCell;
  onClose: () => void;
}

/** Shown at once, and again with every "Show more". */
const PAGE = 48;

/** The pictures behind a cell of the confusion matrix: mistakes from the surest on, right ones from the least sure. */
export function CellPictures({ figures, labels, cell, onClose }: Props) {
  const { given, predicted } = cell;
  const [most, setMost] = useState(PAGE);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const wrong = given !== predicted;
  const pictures = figures.pictures
    .filter((picture) => picture.given === given && picture.predicted === predicted)
    .sort((a, b) => (wrong ? b.confidence - a.confidence : a.confidence - b.confidence));
  const gone = (figures.confusion[given]?.[predicted] ?? 0) - pictures.length;
  const title = wrong
    ? `“${labels[given]}” taken for “${labels[predicted]}”`
    : `“${labels[given]}” recognised`;
  return (
    <Paper
      withBorder
      p="sm"
      radius="md"
      ref={box}
      component="section"
      aria-label={title}
      className={styles.below}
    >
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="start">
          <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            <Title order={4} size="h6">
              {title}: {count(pictures.length, 'image')}
            </Title>
            <Text size="xs" c="dimmed">
              {pictures.length > 1 && (wrong ? 'The surest first. ' : 'The least sure first. ')}
              {gone > 0 && `${count(gone, 'image')} deleted since.`}
            </Text>
          </div>
          <CloseButton aria-label="Close these images" onClick={onClose} />
        </Group>
        <ul className={styles.pictures}>
          {pictures.slice(0, most).map((picture) => (
            <Tile key={picture.sample.id} picture={picture} />
          ))}
        </ul>
        {pictures.length > most && (
          <Group>
            <Button variant="default" size="compact-sm" onClick={() => setMost(most + PAGE)}>
              Show more
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

function Tile({ picture: { sample, confidence } }: { picture: JudgedPicture }) {
  return (
    <li>
      <Thumbnail sample={sample} />
      <Text size="xs" fw={600}>
        {percent(confidence)} sure
      </Text>
      <Text size="xs" c="dimmed" truncate title={sample.name}>
        {sample.name}
      </Text>
    </li>
  );
}

/** The words beside it say what is known of it. */
function Thumbnail({ sample }: { sample: Sample }) {
  const url = usePictureUrl(sample);
  if (url === null || url === 'lost') {
    return (
      <span className={styles.picture}>
        {url === 'lost' && <IconPhotoOff size={24} aria-hidden />}
      </span>
    );
  }
  return <img src={url} alt="" decoding="async" loading="lazy" className={styles.picture} />;
}
