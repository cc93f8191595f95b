import { Group, Stack, Text } from '@mantine/core';
import classes from './Meters.module.css';
import { winner } from './smoothing.ts';

interface Props {
  labels: string[];
  /** In the order of the labels; null while there is no answer. */
  probabilities: number[] | null;
  /** The picture is none of the classes: no meter stands out, and all step back. */
  subdued: boolean;
}

/** One meter for each class; the winner stands out by weight and colour, not by colour alone. */
export function Meters({ labels, probabilities, subdued }: Props) {
  const colour = subdued ? 'dimmed' : 'inherit';
  const best = subdued ? -1 : winner(probabilities ?? []);
  // Two classes may bear the same name; their place among the outputs tells them apart.
  const rows = labels.map((label, index) => ({
    key: `output ${index}`,
    label,
    wins: index === best,
    value: Math.round(100 * (probabilities?.[index] ?? 0)),
  }));
  return (
    <Stack gap="sm" className={classes.meters} data-subdued={subdued || undefined}>
      {rows.map(({ key, label, wins, value }) => {
        const shown = probabilities === null ? '–' : `${value} %`;
        return (
          <div key={key} className={classes.row} data-wins={wins || undefined}>
            <Group justify="space-between" wrap="nowrap" gap="xs" aria-hidden>
              <Text size="sm" fw={wins ? 700 : 400} c={colour} truncate>
                {label}
              </Text>
              <Text size="sm" fw={wins ? 700 : 400} c={colour} className={classes.number}>
                {shown}
              </Text>
            </Group>
            <div
              className={classes.track}
              role="meter"
              aria-label={label}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={value}
              aria-valuetext={probabilities === null ? 'no answer yet' : shown}
            >
              <div className={classes.bar} style={{ transform: `scaleX(${value / 100})` }} />
            </div>
          </div>
        );
      })}
    </Stack>
  );
}
