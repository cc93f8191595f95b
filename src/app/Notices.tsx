import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { dismiss, type Notice, useNotices } from '../project/notices.ts';
import styles from './App.module.css';
import { BackboneProgress } from './BackboneProgress.tsx';

const COLOURS = { error: 'red', info: 'blue', success: 'teal' };
const BRIEF_MILLISECONDS = 8_000;

/** What the user should know. Errors interrupt a screen reader, the rest waits its turn. */
export function Notices() {
  const notices = useNotices();
  const errors = notices.filter(({ tone }) => tone === 'error');
  const others = notices.filter(({ tone }) => tone !== 'error');
  return (
    <Stack component="section" aria-label="Notices" gap="xs" className={styles.notices}>
      <BackboneProgress />
      <div role="alert">{errors.map(card)}</div>
      <div role="status">{others.map(card)}</div>
    </Stack>
  );
}

const card = (notice: Notice) => <NoticeCard key={notice.key} notice={notice} />;

function NoticeCard({ notice }: { notice: Notice }) {
  const { key, tone, title, text, details = [], actions = [], brief = false } = notice;
  useEffect(() => {
    if (!brief) return;
    const timer = setTimeout(() => dismiss(notice.key), BRIEF_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [notice, brief]);
  const buttons = actions.map(({ label, run }) => (
    <Button key={label} size="compact-sm" variant="light" onClick={run}>
      {label}
    </Button>
  ));
  // A short one is a single line, to cover as little as may be.
  const slim = text === undefined && details.length === 0;
  return (
    <Alert
      // Mantine gives every alert role="alert"; here the list around it speaks.
      role="group"
      mb="xs"
      className={styles.notice}
      color={COLOURS[tone]}
      title={
        slim ? (
          <Group gap="sm">
            {title}
            {buttons}
          </Group>
        ) : (
          title
        )
      }
      py={slim ? 'xs' : 'md'}
      withCloseButton
      closeButtonLabel="Dismiss"
      onClose={() => dismiss(key)}
    >
      {!slim && (
        <>
          {text !== undefined && <Text size="sm">{text}</Text>}
          {details.length > 0 && (
            <List size="sm" mt={4}>
              {[...new Set(details)].map((detail) => (
                <List.Item key={detail}>{detail}</List.Item>
              ))}
            </List>
          )}
          {buttons.length > 0 && (
            <Group gap="xs" mt="xs">
              {buttons}
            </Group>
          )}
        </>
      )}
    </Alert>
  );
}
