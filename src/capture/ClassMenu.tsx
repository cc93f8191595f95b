import {
  IconArrowDown,
  IconArrowUp,
  IconEraser,
  IconEye,
  IconEyeOff,
  IconFlask,
  IconFolderPlus,
  IconTrash,
} from '@tabler/icons-react';
import { memo } from 'react';
import { deleteClass, moveClass, switchClass } from '../project/classes.ts';
import { deleteAllOf } from '../project/samples.ts';
import type { PictureClass } from '../project/types.ts';
import { MenuButton } from './MenuButton.tsx';
import { TestImagePickers } from './TestImagePickers.tsx';

interface Props {
  pictureClass: PictureClass;
  /** Holds no images. */
  empty: boolean;
  first: boolean;
  last: boolean;
}

export const ClassMenu = memo(function ClassMenu({ pictureClass, empty, first, last }: Props) {
  const { id, enabled } = pictureClass;
  return (
    <TestImagePickers pictureClass={pictureClass}>
      {(pickFiles, pickFolder) => (
        <MenuButton
          label="Class menu"
          color="gray"
          entries={[
            {
              label: 'Move up',
              icon: IconArrowUp,
              disabled: first,
              onChoose: () => void moveClass(id, -1),
            },
            {
              label: 'Move down',
              icon: IconArrowDown,
              disabled: last,
              onChoose: () => void moveClass(id, 1),
            },
            {
              label: enabled ? 'Leave out of training' : 'Use in training again',
              icon: enabled ? IconEyeOff : IconEye,
              onChoose: () => void switchClass(id, !enabled),
            },
            { label: 'Add test images…', icon: IconFlask, onChoose: pickFiles, apart: true },
            { label: 'Add a folder of test images…', icon: IconFolderPlus, onChoose: pickFolder },
            {
              label: 'Remove all images',
              icon: IconEraser,
              disabled: empty,
              onChoose: () => void deleteAllOf(id),
              apart: true,
            },
            {
              label: 'Delete class',
              icon: IconTrash,
              dangerous: true,
              onChoose: () => void deleteClass(id),
            },
          ]}
        />
      )}
    </TestImagePickers>
  );
});
