import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { lazyDialog } from '../lazy-part.tsx';
import type { TrainedModel } from '../project/trained-model.ts';

const DownloadDialog = lazyDialog(
  async () => (await import('./DownloadDialog.tsx')).DownloadDialog,
);

/** The way out: choose a format, get a file. */
export function DownloadModel({ model }: { model: TrainedModel }) {
  const [open, { open: show, close }] = useDisclosure(false);
  return (
    <>
      <Button
        variant="light"
        fullWidth
        leftSection={<IconDownload size={18} aria-hidden />}
        onClick={show}
      >
        Download model
      </Button>
      <DownloadDialog model={model} opened={open} onClose={close} />
    </>
  );
}
