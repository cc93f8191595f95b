import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { FilePicker } from '../capture/FilePicker.tsx';
import { useFileDrop } from '../capture/use-file-drop.ts';
import { chooseBackbone, switchToArrived, takeOwnFiles } from '../project/backbone-choice.ts';
import { type Fetching, useBackbone } from '../project/backbone-state.ts';
import { useTraining } from '../training/training-state.ts';
import { attemptWords } from '../words/backbone-words.ts';
import { engineWords } from '../words/engine-words.ts';
import styles from './App.module.css';
import { networkName } from './network-name.ts';
import { useStillMoment } from './use-still-moment.ts';

/** The banner about the base network; nothing at all when nobody need do anything about it. */
export function BackboneStatus() {
  const { fetching, loading, inUse } = useBackbone((state) => state);
  // A network is not changed under a training that computes on it.
  const training = useTraining().state.kind === 'running';
  const onStarter = inUse?.backbone.id === 'starter';
  return (
    <>
      {/* Once it is known what is in use instead: the words about it would push the page again. */}
      {fetching.kind === 'failed' && (inUse !== null || loading.kind === 'failed') && (
        <InStillMoment>
          <NotHad fetching={fetching} onStarter={onStarter} disabled={training} />
        </InStillMoment>
      )}
      {fetching.kind === 'arrived' && (
        <InStillMoment>
          <Arrived label={fetching.label} disabled={training} />
        </InStillMoment>
      )}
      {loading.kind === 'failed' && (
        <InStillMoment>
          <Alert mb="md" color="red" role="alert" title="The base network cannot be used">
            <Text size="sm">{engineWords(loading.fault)}</Text>
          </Alert>
        </InStillMoment>
      )}
    </>
  );
}

/** It comes by itself and pushes the page: not while somebody is about to press something. */
function InStillMoment({ children }: { children: ReactNode }) {
  return useStillMoment() ? children : null;
}

function Arrived({ label, disabled }: { label: string; disabled: boolean }) {
  return (
    <Alert mb="md" title={`${label} is here`} role="status">
      <Text size="sm">
        Switching reads all your images again; a model trained on the starter must be trained anew.
      </Text>
      <Button mt="xs" size="compact-md" disabled={disabled} onClick={() => void switchToArrived()}>
        Switch to {label}
      </Button>
    </Alert>
  );
}

function NotHad(props: {
  fetching: Fetching & { kind: 'failed' };
  onStarter: boolean;
  disabled: boolean;
}) {
  const { id, fault } = props.fetching;
  const [filesFault, setFilesFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const take = async (files: File[]) => {
    if (props.disabled || files.length === 0) return;
    setFilesFault(null);
    setBusy(true);
    const refused = await takeOwnFiles(files);
    setBusy(false);
    if (refused !== null) setFilesFault(engineWords(refused));
  };
  const { over, handlers } = useFileDrop((files) => void take(files));
  return (
    <Alert
      mb="md"
      color={over ? 'blue' : 'yellow'}
      role="status"
      icon={<IconCloudOff aria-hidden />}
      title={`${networkName(id)} could not be fetched`}
      {...handlers}
    >
      <Text size="sm">
        {props.onStarter
          ? 'The app works on its built-in starter network instead: good for gestures, poses and things of different shape or colour, weak at telling kinds of animals apart.'
          : 'The network in use stays as it was.'}
      </Text>
      <Group gap="xs" mt="xs">
        <Button size="compact-md" disabled={props.disabled} onClick={() => void chooseBackbone(id)}>
          Try again
        </Button>
        <FilePicker
          label="Base network files"
          // No filter: shards may come without a suffix.
          accept=""
          multiple
          onFiles={(files) => void take(files)}
        >
          {(pick) => (
            <Button
              size="compact-md"
              variant="default"
              disabled={props.disabled}
              loading={busy}
              onClick={pick}
            >
              Use files…
            </Button>
          )}
        </FilePicker>
        <Text size="xs">A model.json with its .bin files; you can also drop them here.</Text>
      </Group>
      <details className={styles.tried}>
        <summary>What was tried</summary>
        {fault.kind === 'no-source' ? (
          <List size="sm" mt={4}>
            {fault.attempts.map((attempt) => (
              <List.Item key={attempt.url}>{attemptWords(attempt)}</List.Item>
            ))}
          </List>
        ) : (
          <Text size="sm">{engineWords(fault)}</Text>
        )}
      </details>
      {filesFault !== null && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert" mt={4}>
          {filesFault}
        </Text>
      )}
    </Alert>
  );
}
