import { Text, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { percent } from '../words/format-number.ts';
import { winner } from './smoothing.ts';

/** A live winner must stand this long before a screen reader says it, or it would never stop talking. */
const STEADY_MILLISECONDS = 800;

/** The answer in one line: the winning class and how sure the model is. */
export function Verdict(props: {
  labels: string[];
  probabilities: number[] | null;
  live: boolean;
}) {
  const { labels, probabilities, live } = props;
  const best = winner(probabilities ?? []);
  const label = labels[best] ?? '';
  const sure = probabilities?.[best] ?? 0;
  const [steady] = useDebouncedValue(label, live ? STEADY_MILLISECONDS : 0);
  return (
    <div>
      <Text fz={26} fw={700} lh={1.15} mih={30} lineClamp={2} aria-hidden>
        {label}
      </Text>
      <Text size="sm" c="dimmed" mih={20} aria-hidden>
        {label === '' ? '' : `${percent(sure)} sure`}
      </Text>
      <VisuallyHidden role="status">{steady === '' ? '' : `Recognised: ${steady}`}</VisuallyHidden>
    </div>
  );
}
