import { type DragEvent, useRef, useState } from 'react';
import { notify } from '../project/notices.ts';

/**
 * Lets files be dropped onto an element: spread `handlers` on it; `over` is true while files hover.
 * A folder is not read: the user is told to drop what is inside it.
 */
export function useFileDrop(onFiles: (files: File[]) => void) {
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
      event.stopPropagation();
      depth.current = 0;
      setOver(false);
      onFiles(droppedFiles(event.dataTransfer));
    },
  };
  return { over, handlers };
}

function droppedFiles({ items, files }: DataTransfer): File[] {
  const folders = [...items].flatMap((item) => {
    const entry = item.webkitGetAsEntry?.();
    return entry?.isDirectory ? [entry.name] : [];
  });
  if (folders.length > 0) {
    notify({
      key: 'folder',
      tone: 'error',
      title: 'Folders cannot be dropped',
      text: `Open the folder and drop the images that are in it: ${folders.join(', ')}.`,
    });
  }
  return [...files].filter((file) => !folders.includes(file.name));
}
