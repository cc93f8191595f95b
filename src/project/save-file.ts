/** Hands a file to the browser to save. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Safari starts the download a moment later; revoking at once would cancel it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
