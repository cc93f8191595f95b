import { Button, List, Modal, Radio, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { changeBackend } from '../project/backbone-choice.ts';
import { useBackbone } from '../project/backbone-state.ts';
import { removeAll } from '../project/classes.ts';
import type { Settings } from '../project/settings.ts';
import { useProject } from '../project/store.ts';
import { useTraining } from '../training/training-state.ts';
import { BACKEND_LABELS, trialWords } from '../words/engine-words.ts';
import { megabytes } from '../words/format-number.ts';

const CHOICES: { value: Settings['backend']; label: string; description: string }[] = [
  { value: 'auto', label: 'Automatic', description: 'The fastest, as measured on this device' },
  { value: 'webgpu', label: BACKEND_LABELS.webgpu, description: 'The graphics processor, new way' },
  { value: 'webgl', label: BACKEND_LABELS.webgl, description: 'The graphics processor, old way' },
  { value: 'wasm', label: BACKEND_LABELS.wasm, description: 'The main processor' },
];

export function SettingsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const backend = useProject((state) => state.settings.backend);
  const inUse = useBackbone((state) => state.inUse);
  const training = useTraining().state.kind === 'running';
  const busy = useBackbone((state) => state.loading.kind === 'loading') || training;
  const storage = useStorageUse(opened);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Settings"
      closeButtonProps={{ 'aria-label': 'Close' }}
      centered
    >
      <Stack gap="lg">
        <Stack gap="xs">
          <Radio.Group
            label="Computing on"
            value={backend}
            onChange={(value) => {
              const choice = CHOICES.find((each) => each.value === value);
              if (choice !== undefined) void changeBackend(choice.value);
            }}
          >
            <Stack gap="xs" mt={6}>
              {CHOICES.map((choice) => (
                <Radio key={choice.value} {...choice} disabled={busy} />
              ))}
            </Stack>
          </Radio.Group>
          <div role="status">
            {inUse !== null && (
              <Text size="sm">
                In use: {BACKEND_LABELS[inUse.backend]}, {inUse.millisecondsPerPicture.toFixed(1)}{' '}
                ms per picture, {inUse.backbone.label}.
              </Text>
            )}
          </div>
          {inUse?.backbone.asExpected === false && (
            <Text size="sm">
              Its weights, from {inUse.backbone.origin}, are not the ones we know by their checksum.
            </Text>
          )}
          {inUse !== null && inUse.trials.length > 1 && (
            <List size="sm">
              {inUse.trials.map((trial) => (
                <List.Item key={trial.backend}>{trialWords(trial)}</List.Item>
              ))}
            </List>
          )}
        </Stack>
        <Stack gap="xs">
          <Title order={3} size="h5">
            On this device
          </Title>
          <Text size="sm">
            Images, embeddings and models are kept in this browser only
            {storage === null ? '' : `: ${megabytes(storage)} so far`}. Nothing is ever sent away.
          </Text>
          <Button
            variant="default"
            color="red"
            w="fit-content"
            onClick={() => {
              void removeAll();
              onClose();
            }}
          >
            Delete all classes and images
          </Button>
        </Stack>
      </Stack>
    </Modal>
  );
}

/** Bytes that this site keeps on disk, asked anew each time the dialog opens; null where unknown. */
function useStorageUse(opened: boolean): number | null {
  const [usage, setUsage] = useState<number | null>(null);
  useEffect(() => {
    if (!opened) return;
    void navigator.storage?.estimate?.().then((estimate) => setUsage(estimate.usage ?? null));
  }, [opened]);
  return usage;
}
