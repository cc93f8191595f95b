import { type ReactNode, useRef } from 'react';

interface Props {
  /** Accessible name of the input itself. */
  label: string;
  accept: string;
  multiple?: boolean;
  /** A whole folder is chosen; its files bear their path as `webkitRelativePath`. */
  folder?: boolean;
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
  onFiles,
  children,
}: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
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
      {children(() => input.current?.click())}
    </>
  );
}
