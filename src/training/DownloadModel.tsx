import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import type { TrainedModel } from '../project/trained-model.ts';
import { DownloadChoices } from './DownloadChoices.tsx';

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
      <Modal
        opened={open}
        onClose={close}
        title="Download model"
        closeButtonProps={{ 'aria-label': 'Close' }}
        size="lg"
        centered
        closeOnClickOutside={false}
      >
        <DownloadChoices model={model} />
      </Modal>
    </>
  );
}
