import { Stack, Text, Title } from '@mantine/core';
import { count } from '../../words/format-number.ts';
import { mistakeCountWords } from '../../words/mistake-words.ts';
import type { JudgedCount } from './mistakes.ts';

interface Props {
  trained: JudgedCount;
  tested: JudgedCount;
  /** Marked as fine. */
  fine: number;
}

/** In place of the list, when there is nothing to look at. */
export function NothingLeft({ trained, tested, fine }: Props) {
  const wrong = trained.wrong + tested.wrong;
  const all = count(trained.total + tested.total, 'image');
  return (
    <Stack gap="xs" maw={640}>
      <Title order={3} size="h5">
        {wrong === 0 ? `Not one mistake in ${all}` : 'No mistakes left to look at'}
      </Title>
      {wrong === 0 ? (
        <>
          <Text size="sm">Each of them was recognised by a model that had not seen it.</Text>
          <Text size="sm">
            That holds for images like these. To find the model’s limits, try it on others: another
            room, other light, other people. What it gets wrong there, add to its class.
          </Text>
        </>
      ) : (
        <Text size="sm">
          {mistakeCountWords(trained, tested)}{' '}
          {fine === wrong
            ? 'You marked all of that as fine.'
            : 'You have dealt with all of that; a new training shows whether it helped.'}
        </Text>
      )}
    </Stack>
  );
}
