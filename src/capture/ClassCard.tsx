import { Badge, Button, Card, Group, Progress, Stack, Text } from '@mantine/core';
import { IconCamera, IconUpload } from '@tabler/icons-react';
import { useProject } from '../project/store.ts';
import type { PictureClass } from '../project/types.ts';
import { count } from '../words/format-number.ts';
import { addFiles } from './add-files.ts';
import { addFound } from './add-found.ts';
import styles from './ClassCard.module.css';
import { ClassMenu } from './ClassMenu.tsx';
import { ClassName } from './ClassName.tsx';
import { ClassWebcam } from './ClassWebcam.tsx';
import { FilePicker } from './FilePicker.tsx';
import { useIntake } from './intake-state.ts';
import { openWebcamFor, useOpenWebcam } from './open-webcam.ts';
import { SampleGrid } from './SampleGrid.tsx';
import { uploadButtonId } from './upload-button.ts';
import { useFileDrop } from './use-file-drop.ts';

interface Props {
  pictureClass: PictureClass;
  first: boolean;
  last: boolean;
  /** Just added: its name is ready to be typed. */
  startNaming: boolean;
}

/** One class: its name, the ways in, and its images. Files may be dropped or pasted anywhere on it. */
export function ClassCard({ pictureClass, first, last, startNaming }: Props) {
  const { id, name, enabled } = pictureClass;
  const samples = useProject((state) => state.samples[id]) ?? [];
  const tests = samples.filter(({ testOnly }) => testOnly).length;
  const intake = useIntake(id);
  const webcamOpen = useOpenWebcam() === id;
  const { over, handlers } = useFileDrop(
    (files) => void addFiles(files, id),
    (found) => void addFound(found, id),
  );
  return (
    <Card
      component="section"
      aria-label={name}
      withBorder
      padding="md"
      // A click beside the controls focuses the card, so that a paste comes here.
      tabIndex={-1}
      className={styles.card}
      data-over={over || undefined}
      data-off={!enabled || undefined}
      {...handlers}
      onPaste={(event) => {
        const files = [...event.clipboardData.files];
        if (files.length === 0) return;
        event.preventDefault();
        event.stopPropagation();
        void addFiles(files, id);
      }}
    >
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <ClassName id={id} name={name} selectAtStart={startNaming} />
          <Group gap={4} wrap="nowrap">
            {!enabled && <Badge variant="default">Off</Badge>}
            <div className={styles.count}>
              <Text size="sm" c="dimmed">
                {count(samples.length, 'image')}
              </Text>
              {tests > 0 && (
                <Text size="xs" c="dimmed">
                  ({tests.toLocaleString('en')} for testing)
                </Text>
              )}
            </div>
            <ClassMenu pictureClass={pictureClass} samples={samples} first={first} last={last} />
          </Group>
        </Group>
        <Group gap="xs">
          <FilePicker
            label="Image files"
            accept="image/*"
            multiple
            onFiles={(files) => void addFiles(files, id)}
          >
            {(pick) => (
              <Button
                id={uploadButtonId(id)}
                variant="light"
                className={styles.way}
                leftSection={<IconUpload size={18} aria-hidden />}
                onClick={pick}
              >
                Upload images
              </Button>
            )}
          </FilePicker>
          <Button
            variant="light"
            className={styles.way}
            leftSection={<IconCamera size={18} aria-hidden />}
            aria-expanded={webcamOpen}
            onClick={() => openWebcamFor(webcamOpen ? null : id)}
          >
            Use webcam
          </Button>
        </Group>
        {intake !== undefined && (
          <Group gap="xs" wrap="nowrap">
            <Progress.Root flex={1}>
              <Progress.Section
                value={(100 * intake.done) / intake.total}
                aria-label={`Adding images to ${name}`}
              />
            </Progress.Root>
            <Text size="xs" className={styles.count}>
              {intake.done} of {intake.total}
            </Text>
            <Button size="compact-xs" variant="default" onClick={intake.cancel}>
              Cancel
            </Button>
          </Group>
        )}
        {webcamOpen && <ClassWebcam classId={id} />}
        {samples.length > 0 ? (
          <SampleGrid classId={id} className={name} samples={samples} />
        ) : (
          !webcamOpen && (
            <Text size="sm" c="dimmed">
              Drop images here, or paste them.
            </Text>
          )
        )}
      </Stack>
    </Card>
  );
}
