import { Button, Stack, Text } from '@mantine/core';
import { IconPhotoSearch } from '@tabler/icons-react';
import { useEffect } from 'react';
import { FilePicker } from '../capture/FilePicker.tsx';
import { useFileDrop } from '../capture/use-file-drop.ts';
import { pictureWords } from '../words/picture-words.ts';
import { classifyPicture } from './classify-picture.ts';
import { HeatmapOverlay } from './HeatmapOverlay.tsx';
import styles from './PreviewPanel.module.css';
import { usePreview } from './preview-state.ts';
import { useWhy } from './use-why.ts';

/** A picture by choice, drop or paste. */
export function PictureDoor() {
  const picture = usePreview((state) => state.picture);
  const why = useWhy();
  const take = (files: File[]) => {
    const [file] = files;
    if (file !== undefined) void classifyPicture(file, file.name);
  };
  const { over, handlers } = useFileDrop(take);

  // Pasting anywhere but into a class means "what is this?".
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const file = event.clipboardData?.files[0];
      if (file === undefined || event.defaultPrevented) return;
      event.preventDefault();
      void classifyPicture(file, file.name || 'pasted picture');
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, []);

  return (
    <Stack gap="xs">
      <div className={styles.stage} data-over={over || undefined} {...handlers}>
        {picture.kind === 'shown' ? (
          <>
            <img src={picture.url} alt={picture.name} className={styles.picture} />
            {why !== null && <HeatmapOverlay places={why} />}
          </>
        ) : (
          <Text size="sm" c="dimmed" ta="center" p="md" role="status">
            {picture.kind === 'reading' && `Reading ${picture.name}…`}
            {picture.kind === 'none' && 'Drop a picture here, or paste one.'}
            {picture.kind === 'refused' && `${picture.name} ${pictureWords(picture.fault)}`}
          </Text>
        )}
      </div>
      <FilePicker label="Picture to classify" accept="image/*" onFiles={take}>
        {(pick) => (
          <Button
            variant="light"
            leftSection={<IconPhotoSearch size={18} aria-hidden />}
            onClick={pick}
          >
            Choose a picture
          </Button>
        )}
      </FilePicker>
    </Stack>
  );
}
