import type { ReactNode } from 'react';
import type { PictureClass } from '../project/types.ts';
import { addFiles } from './add-files.ts';
import { addFound } from './add-found.ts';
import { chosenFiles } from './dropped-files.ts';
import { FilePicker } from './FilePicker.tsx';

interface Props {
  pictureClass: PictureClass;
  /** What opens the choice of files, and that of a folder. */
  children: (pickFiles: () => void, pickFolder: () => void) => ReactNode;
}

/** The two ways to give a class images that are only tested. */
export function TestImagePickers({ pictureClass: { id, name }, children }: Props) {
  return (
    <FilePicker
      label={`Pictures to test ${name}`}
      accept="image/*"
      multiple
      apart
      onFiles={(files) => void addFiles(files, id, true)}
    >
      {(pickFiles) => (
        <FilePicker
          label={`Folder to test ${name}`}
          accept=""
          folder
          apart
          onFiles={(files) => {
            if (files.length > 0) void addFound(chosenFiles(files), id, true);
          }}
        >
          {(pickFolder) => children(pickFiles, pickFolder)}
        </FilePicker>
      )}
    </FilePicker>
  );
}
