import { ActionIcon, Badge, Button, Checkbox, Group, Text } from '@mantine/core';
import { IconPin, IconPinFilled, IconTrash } from '@tabler/icons-react';
import { count, percent } from '../../words/format-number.ts';
import { headWords } from '../../words/run-words.ts';
import styles from './Runs.module.css';
import type { RunSummary } from './run-summary.ts';

interface RunRowProps {
  summary: RunSummary;
  /** 'followed': the model in use was this run's, and has followed its images since. */
  inUse: 'as-it-was' | 'followed' | null;
  /** Whether it was trained on another base network than the one in use. */
  otherNetwork: boolean;
  /** Chosen to be compared. */
  ticked: boolean;
  mayPin: boolean;
  onTick: () => void;
  onUse: () => void;
  onPin: () => void;
  onDelete: () => void;
}

/** One run: what it was made of, how good it is, and what can be done with it. */
export function RunRow(props: RunRowProps) {
  const { summary, inUse, otherNetwork, ticked, mayPin, onTick, onUse, onPin, onDelete } = props;
  const { run, name, when, network, images, figures } = summary;
  const { model, origin, pinned } = run;
  const { judged, tested } = figures;
  const asItWas = inUse === 'as-it-was';
  return (
    <li className={styles.row} aria-label={name} data-in-use={inUse !== null || undefined}>
      <Checkbox checked={ticked} onChange={onTick} aria-label={`Compare ${name}`} />
      <div className={styles.what}>
        <Group gap={8}>
          <Text fw={600} size="sm">
            {name}
          </Text>
          {inUse !== null && (
            <Badge size="sm" variant="light">
              {inUse === 'followed' ? 'In use, changed since' : 'In use'}
            </Badge>
          )}
          {origin === 'opened' && (
            <Badge size="sm" variant="light" color="gray">
              Opened
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {when}
        </Text>
        <Text size="sm">{headWords(model.options)}</Text>
        <Text size="sm" c="dimmed">
          {network} · {count(images, 'image')} in {count(model.classIds.length, 'class', 'classes')}
        </Text>
        {otherNetwork && (
          <Text size="xs">
            Made with another base network than the one in use; choose “{network}” at the top of the
            page for it to answer.
          </Text>
        )}
      </div>
      <div className={styles.figures}>
        {judged === null ? (
          <Text size="sm">No accuracy</Text>
        ) : (
          <>
            <Text fw={700} fz="lg" lh={1.2}>
              {percent(judged.accuracy)}
            </Text>
            <Text size="xs" c="dimmed">
              right on images it had not seen ({judged.correct} of {judged.total}); expect{' '}
              {percent(judged.interval.low)} to {percent(judged.interval.high)}
            </Text>
          </>
        )}
        {tested !== null && (
          <Text size="xs">
            {percent(tested.accuracy)} of the test images ({tested.correct} of {tested.total})
          </Text>
        )}
      </div>
      <Group gap="xs" className={styles.actions}>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            if (!asItWas) onUse();
          }}
          // Not `disabled`: the focus stays where it was when this run comes into use.
          {...(asItWas ? { 'data-disabled': true } : {})}
          aria-disabled={asItWas}
          aria-label={`Use this model: ${name}`}
        >
          Use this model
        </Button>
        <ActionIcon
          variant={pinned ? 'light' : 'subtle'}
          color="gray"
          aria-pressed={pinned}
          aria-label={`Pin ${name}`}
          title={pinned ? 'Pinned: it stays' : 'Pin, so that it stays'}
          disabled={!mayPin}
          onClick={onPin}
        >
          {pinned ? <IconPinFilled size={16} aria-hidden /> : <IconPin size={16} aria-hidden />}
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Delete ${name}`}
          title={inUse !== null ? 'The run in use stays' : 'Delete this run'}
          disabled={inUse !== null}
          onClick={onDelete}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </li>
  );
}
