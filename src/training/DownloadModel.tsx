import { Alert, Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBrandJavascript, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useBackbone } from '../project/backbone-state.ts';
import type { TrainedModel } from '../project/trained-model.ts';
import { engineWords } from '../words/engine-words.ts';
import { type DownloadOutcome, downloadTfjs } from './download.ts';

/** The way out: choose a format, get a file. */
export function DownloadModel({ model }: { model: TrainedModel }) {
  const [open, { open: show, close }] = useDisclosure(false);
  const [running, setRunning] = useState<{ fraction: number; cancel: () => void } | null>(null);
  const [outcome, setOutcome] = useState<DownloadOutcome | null>(null);
  const usable = useBackbone((state) => state.inUse?.backbone.fingerprint === model.fingerprint);
  const download = async () => {
    const controller = new AbortController();
    const cancel = () => controller.abort();
    setOutcome(null);
    setRunning({ fraction: 0, cancel });
    setOutcome(
      await downloadTfjs(model, controller.signal, (fraction) => {
        setRunning((now) => now && { ...now, fraction });
      }),
    );
    setRunning(null);
  };
  return (
    <>
      <Button
        variant="light"
        fullWidth
        leftSection={<IconDownload size={18} aria-hidden />}
        onClick={() => {
          setOutcome(null);
          show();
        }}
      >
        Download model
      </Button>
      <Modal
        opened={open}
        onClose={() => {
          running?.cancel();
          close();
        }}
        title="Download model"
        closeButtonProps={{ 'aria-label': 'Close' }}
        centered
      >
        <Stack gap="md">
          <Text size="sm">
            The file is made here, in your browser. It holds the whole model, three of your own
            images as a test (look at them before you pass the file on), and a page to try it on.
          </Text>
          {!usable && (
            <Alert color="yellow">
              This model was trained on another base network. Choose that one again, or train anew.
            </Alert>
          )}
          <div>
            <Button
              fullWidth
              variant="default"
              size="md"
              justify="flex-start"
              leftSection={<IconBrandJavascript size={20} aria-hidden />}
              disabled={!usable || running !== null}
              onClick={() => void download()}
            >
              TensorFlow.js
            </Button>
            <Text size="xs" c="dimmed" mt={4}>
              For web pages and Node.js. Takes raw RGB pixels, 0 to 255, 224 × 224.
            </Text>
          </div>
          {running !== null && (
            <Group wrap="nowrap">
              <Progress.Root flex={1}>
                <Progress.Section
                  value={100 * running.fraction}
                  aria-label="Making and checking the file"
                />
              </Progress.Root>
              <Button size="compact-sm" variant="default" onClick={running.cancel}>
                Cancel
              </Button>
            </Group>
          )}
          <div role="status">
            {outcome?.ok && (
              <Alert color="teal" title={`Downloaded ${outcome.value.fileName}`}>
                Checked: same answers as the preview (largest difference{' '}
                {difference(outcome.value.largestDifference)}).
              </Alert>
            )}
          </div>
          {outcome !== null && !outcome.ok && outcome.fault.kind !== 'cancelled' && (
            <Alert color="red" role="alert" title="No file was made">
              {engineWords(outcome.fault)}
            </Alert>
          )}
        </Stack>
      </Modal>
    </>
  );
}

function difference(largest: number): string {
  return largest < 0.000001 ? 'below 0.000001' : largest.toFixed(6);
}
