import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { allSamples, useProject } from '../project/store.ts';
import {
  type OpenQuestion,
  type TransferJob,
  useTransfer,
} from '../project/transfer/transfer-state.ts';
import { contentsWords } from '../words/project-words.ts';
import { useFocusBack } from './transfer-focus.ts';

/** What is over before this needs no progress. */
const PATIENCE_MILLISECONDS = 500;

const TITLES: Record<TransferJob['kind'], string> = {
  opening: 'Opening',
  saving: 'Saving the project',
  'downloading-images': 'Collecting the images',
};

/** What is shown while a project file is opened or written. */
export function TransferDialogs() {
  const { job, question } = useTransfer();
  return (
    <>
      {question !== null && <ReplaceDialog question={question} />}
      {job !== null && <ProgressDialog job={job} />}
    </>
  );
}

function ReplaceDialog({ question }: { question: OpenQuestion }) {
  const { fileName, classes, pictures, hasModel, answer } = question;
  useFocusBack('opening', true);
  const mine = useProject((state) =>
    contentsWords(state.classes.length, allSamples(state).length, state.model !== null),
  );
  return (
    <Modal
      opened
      onClose={() => answer('cancel')}
      title="Open project"
      closeButtonProps={{ 'aria-label': 'Close' }}
      centered
    >
      <Stack gap="md">
        <Text size="sm">
          {fileName} holds {contentsWords(classes, pictures, hasModel)}. The project that is open
          has {mine}.
        </Text>
        <Text size="sm" c="dimmed">
          Replacing can be undone for a while. Adding takes over the images only; classes of the
          same name are joined.
        </Text>
        <Group gap="xs" justify="flex-end">
          <Button variant="default" onClick={() => answer('cancel')}>
            Cancel
          </Button>
          <Button variant="light" onClick={() => answer('add')}>
            Add as classes
          </Button>
          <Button data-autofocus onClick={() => answer('replace')}>
            Replace
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function ProgressDialog({ job: { kind, fileName, fraction, cancel } }: { job: TransferJob }) {
  const [patient, setPatient] = useState(true);
  useFocusBack(kind, !patient);
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), PATIENCE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, []);
  const title = [TITLES[kind], fileName].filter(Boolean).join(' ');
  return (
    <Modal
      opened={!patient}
      onClose={cancel}
      title={title}
      withCloseButton={false}
      closeOnClickOutside={false}
      centered
    >
      <Stack gap="md">
        <Group gap="xs" wrap="nowrap">
          <Progress.Root flex={1} size="md">
            <Progress.Section value={Math.round(100 * fraction)} aria-label={title} withAria />
          </Progress.Root>
          <Text size="sm" ta="right" miw={42}>
            {Math.round(100 * fraction)} %
          </Text>
        </Group>
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm" c="dimmed">
            {kind === 'opening' ? 'Your project stays as it is until all of it is here.' : ''}
          </Text>
          <Button variant="default" flex="none" onClick={cancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
