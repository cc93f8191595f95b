import { Modal } from '@mantine/core';
import type { TrainedModel } from '../project/trained-model.ts';
import { DownloadChoices } from './DownloadChoices.tsx';

interface Props {
  model: TrainedModel;
  opened: boolean;
  onClose: () => void;
}

export function DownloadDialog({ model, opened, onClose }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Download model"
      closeButtonProps={{ 'aria-label': 'Close' }}
      size="lg"
      centered
      closeOnClickOutside={false}
    >
      <DownloadChoices model={model} />
    </Modal>
  );
}
