import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import {
  IconDeviceFloppy,
  IconDotsVertical,
  IconFolderOpen,
  IconFolderPlus,
  IconPhotoDown,
} from '@tabler/icons-react';
import { nameOf } from '../capture/add-found.ts';
import { chosenFiles } from '../capture/dropped-files.ts';
import { FilePicker } from '../capture/FilePicker.tsx';
import { allSamples, useProject } from '../project/store.ts';
import { openFolder } from '../project/transfer/open.ts';
import { downloadImages, saveProject } from '../project/transfer/save.ts';
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
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon
                id={TRANSFER_BUTTONS['downloading-images']}
                variant="subtle"
                size="lg"
                aria-label="Project menu"
                disabled={disabled}
              >
                <IconDotsVertical size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconFolderPlus size={16} aria-hidden />} onClick={pick}>
                Open folder of images
              </Menu.Item>
              <Menu.Item
                leftSection={<IconPhotoDown size={16} aria-hidden />}
                disabled={empty}
                onClick={() => void downloadImages()}
              >
                Download images
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </FilePicker>
    </Group>
  );
}
