import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import styles from './Hints.module.css';

interface Props {
  /** Tells it from the other cards, also when it has come to name other pictures. */
  id: string;
  title: string;
  why: string;
  /** Remedies for all that it names. */
  remedies?: ReactNode;
  onDismiss: () => void;
  children?: ReactNode;
}

/** A doubt in plain words, what it is about, and the ways out. */
export function HintCard({ id, title, why, remedies, onDismiss, children }: Props) {
  const titleId = useId();
  return (
    <Paper
      component="section"
      withBorder
      p="md"
      radius="md"
      tabIndex={-1}
      aria-labelledby={titleId}
      data-hint={id}
      className={styles.card}
    >
      <Stack gap="md">
        <div>
          <Title order={3} size="h5" id={titleId}>
            {title}
          </Title>
          <Text size="sm" maw={720}>
            {why}
          </Text>
        </div>
        {children}
        <Group gap="xs">
          {remedies}
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-describedby={titleId}
            onClick={onDismiss}
          >
            Dismiss
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
