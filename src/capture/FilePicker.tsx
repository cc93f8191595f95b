import { Portal } from '@mantine/core';
import { type ReactNode, useRef } from 'react';

interface Props {
  /** Accessible name of the input itself. */
  label: string;
  accept: string;
  multiple?: boolean;
  /** A whole folder is chosen; its files bear their path as `webkitRelativePath`. */
  folder?: boolean;
  /** The input stands at the end of the page, where there is another one for files beside the button. */
  apart?: boolean;
  onFiles: (files: File[]) => void;
  /** The visible button; call `pick` when it is pressed. */
  children: (pick: () => void) => ReactNode;
}

/** A hidden file input with a button of our own beside it. */
export function FilePicker({
  label,
  accept,
  multiple = false,
  folder = false,
  apart = false,
  onFiles,
  children,
}: Props) {
  const input = useRef<HTMLInputElement>(null);
  const element = (
    <input
      ref={input}
      type="file"
      hidden
      aria-label={label}
      accept={accept}
      multiple={multiple}
      {...(folder ? { webkitdirectory: '' } : {})}
      onChange={(event) => {
        const { currentTarget } = event;
        const files = [...(currentTarget.files ?? [])];
        // Emptied, or choosing the same file again would be no change.
        currentTarget.value = '';
        onFiles(files);
      }}
    />
  );
  return (
    <>
      {apart ? <Portal>{element}</Portal> : element}
      {children(() => input.current?.click())}
    </>
  );
}
