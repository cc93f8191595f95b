import { Group, List, Stack, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { comparisonWords } from '../../words/run-words.ts';
import { AnswerCounts } from './AnswerCounts.tsx';
import { comparedAnswers } from './compared-answers.ts';
import { changeLines, leftOutWords } from './comparison-lines.ts';
import { runChanges } from './run-changes.ts';
import type { RunSummary } from './run-summary.ts';
import { SideBySide } from './SideBySide.tsx';

interface Pair {
  /** The earlier run. */
  a: RunSummary;
  b: RunSummary;
}

/** Two runs side by side, and whether one is really better. */
export function RunComparison({ a, b }: Pair) {
  const lines = useMemo(() => changeLines(runChanges(a.run.model, b.run.model), a, b), [a, b]);
  const tests = a.run.model.tested !== null && b.run.model.tested !== null;
  return (
    <Stack gap="lg" component="section" aria-labelledby="runs-compared">
      <Title order={3} size="h5" id="runs-compared">
        {a.name} and {b.name}
      </Title>
      <Verdict a={a} b={b} kind="judged" />
      {tests && <Verdict a={a} b={b} kind="tested" />}
      <SideBySide a={a} b={b} />
      <div>
        <Title order={4} size="h6" mb={4}>
          What changed from {a.name} to {b.name}
        </Title>
        <List size="sm">
          {lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      </div>
    </Stack>
  );
}

const HEADINGS = {
  judged: 'On images that neither had seen',
  tested: 'On the test images',
};

function Verdict({ a, b, kind }: Pair & { kind: 'judged' | 'tested' }) {
  const compared = useMemo(() => comparedAnswers(a.run.model, b.run.model, kind), [a, b, kind]);
  const names = [a.name, b.name] as const;
  return (
    <div>
      <Title order={4} size="h6" mb={4}>
        {HEADINGS[kind]}
      </Title>
      {compared.kind === 'unknown' && (
        <Text size="sm">
          These two cannot be compared image by image: what{' '}
          {new Intl.ListFormat('en').format(
            [a, b].filter(({ run }) => run.model[kind] === null).map(({ name }) => name),
          )}{' '}
          said of each image is not known.
        </Text>
      )}
      {compared.kind === 'none-in-common' && (
        <Text size="sm">These two were judged on no image in common.</Text>
      )}
      {compared.kind === 'compared' && (
        <Group align="flex-start" gap="xl">
          <Words words={comparisonWords(compared.comparison, names)}>
            {leftOutWords(compared.answers, names)}
          </Words>
          <AnswerCounts counts={compared.comparison} names={names} />
        </Group>
      )}
    </div>
  );
}

function Words({
  words: { result, belief, method },
  children: leftOut,
}: {
  words: ReturnType<typeof comparisonWords>;
  children: string;
}) {
  return (
    <Stack gap={4} flex="1 1 280px">
      <Text fw={600}>{result}</Text>
      <Text size="sm">{belief}</Text>
      {leftOut !== '' && (
        <Text size="xs" c="dimmed">
          {leftOut}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {method}
      </Text>
    </Stack>
  );
}
