import { Button, Group } from '@mantine/core';
import {
  IconDeviceFloppy,
  IconFolderOpen,
  IconFolderPlus,
  IconPhotoDown,
} from '@tabler/icons-react';
import { nameOf } from '../capture/add-found.ts';
import { chosenFiles } from '../capture/dropped-files.ts';
import { FilePicker } from '../capture/FilePicker.tsx';
import { MenuButton } from '../capture/MenuButton.tsx';
import { allSamples, useProject } from '../project/store.ts';
import { downloadImages, openFolder, saveProject } from '../project/transfer/doors.ts';
import styles from './App.module.css';
import { openFile } from './open-file.ts';
import { TRANSFER_BUTTONS } from './transfer-focus.ts';

/** The project's way in and out. */
export function ProjectButtons() {
  const disabled = useProject((state) => state.status !== 'ready');
  const empty = useProject((state) => allSamples(state).length === 0);
  const open = ([file]: File[]) => {
    if (file !== undefined) void openFile(file);
  };
  const take = (files: File[]) => {
    const found = chosenFiles(files);
    if (found.length > 0) void openFolder(found, nameOf(found));
  };
  return (
    <Group gap={4} wrap="nowrap">
      <FilePicker label="Project file" accept=".zip,.tm,application/zip" onFiles={open}>
        {(pick) => (
          <Button
            id={TRANSFER_BUTTONS.opening}
            variant="subtle"
            size="compact-md"
            leftSection={<IconFolderOpen size={18} aria-hidden />}
            title="Open a project, or a zip of images"
            disabled={disabled}
            onClick={pick}
          >
            <span className={styles.wideOnly}>Open project</span>
          </Button>
        )}
      </FilePicker>
      <Button
        id={TRANSFER_BUTTONS.saving}
        variant="subtle"
        size="compact-md"
        leftSection={<IconDeviceFloppy size={18} aria-hidden />}
        title="Save classes, images and model as one file"
        disabled={disabled}
        onClick={() => void saveProject()}
      >
        <span className={styles.wideOnly}>Save project</span>
      </Button>
      <FilePicker label="Image folder" accept="" folder onFiles={take}>
        {(pick) => (
          <MenuButton
            id={TRANSFER_BUTTONS['downloading-images']}
            label="Project menu"
            disabled={disabled}
            entries={[
              { label: 'Open folder of images', icon: IconFolderPlus, onChoose: pick },
              {
                label: 'Download images',
                icon: IconPhotoDown,
                disabled: empty,
                onChoose: () => void downloadImages(),
              },
            ]}
          />
        )}
      </FilePicker>
    </Group>
  );
}
