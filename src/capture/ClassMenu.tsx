import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconDotsVertical,
  IconEraser,
  IconEye,
  IconEyeOff,
  IconFlask,
  IconFolderPlus,
  IconTrash,
} from '@tabler/icons-react';
import { deleteClass, moveClass, switchClass } from '../project/classes.ts';
import { deleteSamples } from '../project/samples.ts';
import type { PictureClass, Sample } from '../project/types.ts';
import { TestImagePickers } from './TestImagePickers.tsx';

interface Props {
  pictureClass: PictureClass;
  samples: Sample[];
  first: boolean;
  last: boolean;
}

export function ClassMenu({ pictureClass, samples, first, last }: Props) {
  const { id, enabled } = pictureClass;
  return (
    <TestImagePickers pictureClass={pictureClass}>
      {(pickFiles, pickFolder) => (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Class menu">
              <IconDotsVertical size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconArrowUp size={16} aria-hidden />}
              disabled={first}
              onClick={() => void moveClass(id, -1)}
            >
              Move up
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowDown size={16} aria-hidden />}
              disabled={last}
              onClick={() => void moveClass(id, 1)}
            >
              Move down
            </Menu.Item>
            <Menu.Item
              leftSection={
                enabled ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />
              }
              onClick={() => void switchClass(id, !enabled)}
            >
              {enabled ? 'Leave out of training' : 'Use in training again'}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item leftSection={<IconFlask size={16} aria-hidden />} onClick={pickFiles}>
              Add test images…
            </Menu.Item>
            <Menu.Item leftSection={<IconFolderPlus size={16} aria-hidden />} onClick={pickFolder}>
              Add a folder of test images…
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconEraser size={16} aria-hidden />}
              disabled={samples.length === 0}
              onClick={() => void deleteSamples(id, new Set(samples.map((sample) => sample.id)))}
            >
              Remove all images
            </Menu.Item>
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => void deleteClass(id)}
            >
              Delete class
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </TestImagePickers>
  );
}
