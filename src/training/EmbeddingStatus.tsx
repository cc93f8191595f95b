import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useBackbone } from '../project/backbone-state.ts';
import { embeddingQueue, useEmbedding } from '../project/embedding-queue.ts';
import { deleteUnreadable } from '../project/samples.ts';
import { engineWords } from '../words/engine-words.ts';
import { count } from '../words/format-number.ts';

/** Less work than this, in milliseconds, is done before anyone could press Pause. */
const WORTH_SHOWING = 500;

/** How far the images are read by the base network, and what stands in the way. Nothing when all is done. */
export function EmbeddingStatus() {
  const { activity, done, total, fault, unreadable } = useEmbedding();
  const each = useBackbone((state) => state.inUse?.millisecondsPerPicture ?? 0);
  const left = total - done;
  return (
    <>
      {activity === 'running' && left * each >= WORTH_SHOWING && (
        <Stack gap={6}>
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">
              Reading images: {done} of {total}
            </Text>
            <Button size="compact-sm" variant="default" onClick={() => embeddingQueue.pause()}>
              Pause
            </Button>
          </Group>
          <Progress.Root>
            <Progress.Section value={(100 * done) / total} aria-label="Reading images" />
          </Progress.Root>
        </Stack>
      )}
      {activity === 'paused' && left > 0 && (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">Paused: {count(left, 'image')} still to be read.</Text>
          <Button size="compact-sm" variant="default" onClick={() => embeddingQueue.resume()}>
            Continue
          </Button>
        </Group>
      )}
      {activity === 'failed' && fault !== null && (
        <Alert color="red" role="alert" title="The images could not be read">
          <Text size="sm">{engineWords(fault)}</Text>
          <Button
            mt="xs"
            size="compact-sm"
            variant="default"
            onClick={() => embeddingQueue.resume()}
          >
            Try again
          </Button>
        </Alert>
      )}
      {unreadable.length > 0 && (
        <Alert color="yellow" role="status" title="Some images are left out">
          <Text size="sm">
            {count(unreadable.length, 'image')} on this device can no longer be read.
          </Text>
          <Button
            mt="xs"
            size="compact-sm"
            variant="default"
            onClick={() => void deleteUnreadable(unreadable)}
          >
            Remove {unreadable.length === 1 ? 'it' : 'them'}
          </Button>
        </Alert>
      )}
    </>
  );
}
