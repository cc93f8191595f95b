import { type DragEvent, useRef, useState } from 'react';
import { notify } from '../project/notices.ts';
import { droppedArchive, droppedFolders, type FoundFile, readDropped } from './dropped-files.ts';

/**
 * Lets files be dropped onto an element: spread `handlers` on it; `over` is true while files hover.
 * @param onFolders takes all that was dropped where a folder is among it; without it the user is
 * told to drop what is inside.
 */
export function useFileDrop(
  onFiles: (files: File[]) => void,
  onFolders?: (found: FoundFile[]) => void,
) {
  const [over, setOver] = useState(false);
  // dragenter and dragleave also come from every child: only their balance tells.
  const depth = useRef(0);
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  const handlers = {
    onDragEnter: (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth.current += 1;
      setOver(true);
    },
    onDragOver: (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    },
    onDragLeave: (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth.current -= 1;
      if (depth.current <= 0) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth.current = 0;
      setOver(false);
      // The page opens it, wherever it was dropped.
      if (droppedArchive(event.dataTransfer) !== null) return;
      event.stopPropagation();
      const folders = droppedFolders(event.dataTransfer);
      if (folders.length === 0) onFiles([...event.dataTransfer.files]);
      else if (onFolders !== undefined) void readDropped(event.dataTransfer).then(onFolders);
      else onFiles(besideFolders(event.dataTransfer, folders));
    },
  };
  return { over, handlers };
}

function besideFolders({ files }: DataTransfer, folders: string[]): File[] {
  notify({
    key: 'folder',
    tone: 'error',
    title: 'Folders cannot be dropped here',
    text: `Open the folder and drop an image that is in it: ${folders.join(', ')}.`,
  });
  return [...files].filter((file) => !folders.includes(file.name));
}
