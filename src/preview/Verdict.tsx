import { Text, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { VerdictWords } from '../words/verdict-words.ts';

/** A live winner must stand this long before a screen reader says it, or it would never stop talking. */
const STEADY_MILLISECONDS = 800;

/** The answer in one line: the winning class and how sure the model is, or that it is none of them. */
export function Verdict({ words, live }: { words: VerdictWords | null; live: boolean }) {
  const { answer, detail } = words ?? { answer: '', detail: '' };
  const [steady] = useDebouncedValue(answer, live ? STEADY_MILLISECONDS : 0);
  return (
    <div>
      <Text fz={26} fw={700} lh={1.15} mih={30} lineClamp={2} aria-hidden>
        {answer}
      </Text>
      <Text size="sm" c="dimmed" mih={20} aria-hidden>
        {answer === '' ? '' : detail}
      </Text>
      <VisuallyHidden role="status">{steady === '' ? '' : `Recognised: ${steady}`}</VisuallyHidden>
    </div>
  );
}
