import { Alert, Button, Flex, Group, Progress, Stack, Text } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import type { CheckedFile } from '../engine/protocol.ts';
import { engineWords } from '../words/engine-words.ts';
import { changeWords } from './change-words.ts';
import type { Downloaded, DownloadOutcome } from './download.ts';
import type { ExportChoice } from './export-choices.ts';

interface FormatRowProps {
  choice: ExportChoice;
  disabled: boolean;
  /** While this format's file is being made. */
  running: { fraction: number; cancel: () => void } | null;
  /** Of this format's last file. */
  outcome: DownloadOutcome | null;
  onChoose: () => void;
  /** Options of the format. */
  children?: ReactNode;
}

/** One format: its button, whom it is for, and how its file is coming on. */
export function FormatRow(props: FormatRowProps) {
  const { choice, disabled, running, outcome, onChoose, children } = props;
  const { format, label, purpose, Icon } = choice;
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Stack gap={4}>
      <Flex
        gap={{ base: 2, xs: 'sm' }}
        direction={{ base: 'column', xs: 'row' }}
        align={{ xs: 'center' }}
      >
        <Button
          w={{ xs: 220 }}
          flex="none"
          variant="default"
          justify="flex-start"
          leftSection={<Icon size={20} aria-hidden />}
          ref={button}
          // Not `disabled`, which would lose the keyboard's place while the file is made.
          {...(disabled ? { 'data-disabled': true } : {})}
          aria-disabled={disabled}
          aria-describedby={`purpose-${format}`}
          onClick={() => {
            if (!disabled) onChoose();
          }}
        >
          {label}
        </Button>
        <Text size="xs" c="dimmed" id={`purpose-${format}`}>
          {purpose}
        </Text>
      </Flex>
      {children}
      {running !== null && (
        <Group wrap="nowrap">
          <Progress.Root flex={1}>
            <Progress.Section
              value={100 * running.fraction}
              aria-label="Making and checking the file"
            />
          </Progress.Root>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              button.current?.focus();
              running.cancel();
            }}
          >
            Cancel
          </Button>
        </Group>
      )}
      {/* There before it speaks: a live region that comes with its text may not be read out. */}
      <div role="status">{outcome !== null && <Outcome outcome={outcome} />}</div>
    </Stack>
  );
}

function Outcome({ outcome }: { outcome: DownloadOutcome }) {
  if (outcome.ok) {
    return (
      <Alert color="teal" title={`Downloaded ${outcome.value.fileName}`}>
        {checkedWords(outcome.value)}
      </Alert>
    );
  }
  if (outcome.fault.kind === 'cancelled') return null;
  return (
    <Alert color="red" role="alert" title="No file was made">
      {engineWords(outcome.fault)}
    </Alert>
  );
}

function checkedWords({ format, precision, checked }: Downloaded): string {
  const isSmall = ({ path }: CheckedFile) => path.includes('int8');
  const exact = Math.max(...checked.filter((file) => !isSmall(file)).map(differenceOf));
  if (format === 'tfjs' && precision !== 'float32') {
    return `Checked: close to the preview (largest difference ${changeWords(exact)}).`;
  }
  const largest = exact < 0.000001 ? 'below 0.000001' : exact.toFixed(6);
  const same = `Checked: same answers as the preview (largest difference ${largest}).`;
  const small = checked.find(isSmall);
  return small === undefined
    ? same
    : `${same} Its 8-bit file rounds: largest difference ${changeWords(small.largestDifference)}.`;
}

const differenceOf = ({ largestDifference }: CheckedFile) => largestDifference;
