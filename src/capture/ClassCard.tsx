import { Badge, Button, Card, Group, Stack } from '@mantine/core';
import { IconCamera, IconUpload } from '@tabler/icons-react';
import { memo, Suspense } from 'react';
import { lazyPart } from '../lazy-part.tsx';
import { useProject } from '../project/store.ts';
import type { PictureClass } from '../project/types.ts';
import { addFiles } from './add-files.ts';
import { addFound } from './add-found.ts';
import styles from './ClassCard.module.css';
import { ClassCount, ClassImages } from './ClassImages.tsx';
import { ClassIntake } from './ClassIntake.tsx';
import { ClassMenu } from './ClassMenu.tsx';
import { ClassName } from './ClassName.tsx';
import { FilePicker } from './FilePicker.tsx';
import { openWebcamFor, useOpenWebcam } from './open-webcam.ts';
import { uploadButtonId } from './upload-button.ts';
import { useFileDrop } from './use-file-drop.ts';

const ClassWebcam = lazyPart(async () => (await import('./ClassWebcam.tsx')).ClassWebcam);

interface Props {
  pictureClass: PictureClass;
  first: boolean;
  last: boolean;
  /** Just added: its name is ready to be typed. */
  startNaming: boolean;
}

/**
 * One class: its name, the ways in, and its images. Files may be dropped or pasted anywhere on it.
 * With fifty classes a change of one must not render all the others.
 */
export const ClassCard = memo(function ClassCard({
  pictureClass,
  first,
  last,
  startNaming,
}: Props) {
  const { id, name, enabled } = pictureClass;
  const empty = useProject((state) => (state.samples[id] ?? []).length === 0);
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
            <ClassCount pictureClass={pictureClass} />
            <ClassMenu pictureClass={pictureClass} empty={empty} first={first} last={last} />
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
        <ClassIntake pictureClass={pictureClass} />
        {webcamOpen && (
          <Suspense>
            <ClassWebcam classId={id} />
          </Suspense>
        )}
        <ClassImages
          pictureClass={pictureClass}
          invitation={webcamOpen ? '' : 'Drop images here, or paste them.'}
        />
      </Stack>
    </Card>
  );
});
