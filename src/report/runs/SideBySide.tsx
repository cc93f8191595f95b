import { ScrollArea, Table } from '@mantine/core';
import { count, percent } from '../../words/format-number.ts';
import { headWords } from '../../words/run-words.ts';
import type { SetFigures } from '../report-figures.ts';
import styles from './Runs.module.css';
import type { RunSummary } from './run-summary.ts';

interface Line {
  label: string;
  cells: [string, string];
}

/** The figures of two runs, a column each. */
export function SideBySide({ a, b }: { a: RunSummary; b: RunSummary }) {
  return (
    <ScrollArea
      type="auto"
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'Figures side by side' }}
    >
      <Table className={styles.table} layout="fixed" miw={320}>
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            <Table.Th scope="col">{a.name}</Table.Th>
            <Table.Th scope="col">{b.name}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {linesOf(a, b).map(({ label, cells: [ofA, ofB] }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row">{label}</Table.Th>
              <Table.Td>{ofA}</Table.Td>
              <Table.Td>{ofB}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

function linesOf(a: RunSummary, b: RunSummary): Line[] {
  const line = (label: string, cell: (summary: RunSummary) => string): Line => ({
    label,
    cells: [cell(a), cell(b)],
  });
  const tested = a.figures.tested !== null || b.figures.tested !== null;
  const classes = new Map([a, b].flatMap(namesById));
  return [
    line('Right on images it had not seen', ({ figures }) => accuracyWords(figures.judged)),
    ...(tested
      ? [line('Right on the test images', ({ figures }) => accuracyWords(figures.tested))]
      : []),
    ...[...classes].map(([id, name]) =>
      line(`Right of “${name}”`, (summary) => ofClass(summary, id)),
    ),
    line('Images', ({ images }) => count(images, 'image')),
    line('Head', ({ run }) => headWords(run.model.options)),
    line('Base network', ({ network }) => network),
  ];
}

function accuracyWords(figures: SetFigures | null): string {
  if (figures === null) return 'not known';
  const { accuracy, correct, total, interval } = figures;
  return `${percent(accuracy)} (${correct} of ${total}); expect ${percent(interval.low)} to ${percent(interval.high)}`;
}

/** The classes of a run in the order in which the user sees them. */
function namesById({ run, figures }: RunSummary): [string, string][] {
  return figures.order.map((output, place) => [
    run.model.classIds[output] ?? '',
    figures.labels[place] ?? '',
  ]);
}

/** How many of a class's images it named rightly, out of fold. */
function ofClass({ run, figures }: RunSummary, id: string): string {
  const output = run.model.classIds.indexOf(id);
  if (output < 0) return 'does not know it';
  const place = figures.order.indexOf(output);
  const row = figures.judged?.confusion[place];
  if (row === undefined) return 'not known';
  return `${row[place] ?? 0} of ${row.reduce((sum, some) => sum + some, 0)}`;
}
