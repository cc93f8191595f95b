import { ScrollArea, Stack, Table, Text, Title } from '@mantine/core';
import type { ClassFigures } from '../../evaluation/class-figures.ts';
import { percent } from '../../words/format-number.ts';
import styles from './ClassTable.module.css';

interface Props {
  figures: ClassFigures;
  /** [true class][predicted class] */
  confusion: number[][];
  labels: string[];
}

const COLUMNS = [
  { name: 'Recall', meaning: 'of its images, how many were recognised' },
  { name: 'Precision', meaning: 'when the model says this class, how often that is right' },
  { name: 'F1', meaning: 'both in one number; low as soon as one of them is' },
];

/** How each class fares, with the counts behind every share: 90 % of ten is not 90 % of a thousand. */
export function ClassTable({ figures: { perClass, macro }, confusion, labels }: Props) {
  const named = labels.map((_, c) => confusion.reduce((sum, row) => sum + (row[c] ?? 0), 0));
  const rows = perClass.map((figures, c) => {
    const right = confusion[c]?.[c] ?? 0;
    return { key: `class ${c}`, label: labels[c] ?? '', named: named[c] ?? 0, right, ...figures };
  });
  const total = rows.reduce((sum, { support }) => sum + support, 0);
  return (
    <Stack gap="xs" component="section" aria-labelledby="report-classes">
      <Title order={3} size="h5" id="report-classes">
        Class by class
      </Title>
      <Text size="sm" c="dimmed" component="dl" className={styles.terms}>
        {COLUMNS.map(({ name, meaning }) => (
          <div key={name}>
            <dt>{name}:</dt> <dd>{meaning}.</dd>
          </div>
        ))}
      </Text>
      <ScrollArea
        type="auto"
        viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'Figures of each class' }}
      >
        <Table className={styles.table} horizontalSpacing="sm" mb="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Class</Table.Th>
              <Table.Th scope="col">Images</Table.Th>
              {COLUMNS.map(({ name }) => (
                <Table.Th key={name} scope="col">
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.key}>
                <Table.Th scope="row" className={styles.name} title={row.label}>
                  {row.label}
                </Table.Th>
                <Table.Td>{row.support.toLocaleString('en')}</Table.Td>
                <Share value={row.recall} of={`${row.right} of ${row.support}`} />
                <Share value={row.precision} of={`${row.right} of ${row.named}`} />
                <Share value={row.f1} />
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th scope="row">
                Average
                <Text size="xs" c="dimmed">
                  each class counts the same
                </Text>
              </Table.Th>
              <Table.Td>{total.toLocaleString('en')}</Table.Td>
              <Share value={macro.recall} />
              <Share value={macro.precision} />
              <Share value={macro.f1} />
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </ScrollArea>
    </Stack>
  );
}

/** "–" where there is nothing to count; the average takes it for zero. */
function Share({ value, of }: { value: number | null; of?: string }) {
  return (
    <Table.Td>
      {value === null ? '–' : percent(value)}
      {of !== undefined && (
        <Text size="xs" c="dimmed">
          {of}
        </Text>
      )}
    </Table.Td>
  );
}
