import { useEffect } from 'react';
import { nameOf } from '../capture/add-found.ts';
import { droppedArchive, droppedFolders, readDropped } from '../capture/dropped-files.ts';
import { openFolder } from '../project/transfer/doors.ts';
import { openFile } from './open-file.ts';

/**
 * What is dropped beside every target: a folder of images or a project file is opened; nothing ever
 * replaces the page, which is the browser's default.
 */
export function usePageDrop(): void {
  useEffect(() => {
    const stop = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      stop(event);
      if (event.dataTransfer === null) return;
      const archive = droppedArchive(event.dataTransfer);
      if (droppedFolders(event.dataTransfer).length > 0) {
        void readDropped(event.dataTransfer).then((found) => openFolder(found, nameOf(found)));
      } else if (archive !== null) void openFile(archive);
    };
    window.addEventListener('dragover', stop);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', stop);
      window.removeEventListener('drop', drop);
    };
  }, []);
}
