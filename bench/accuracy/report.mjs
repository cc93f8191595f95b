import { columns } from '../report.mjs';
import { meanOfLists, meanWithInterval } from './statistics.mjs';

/** Accuracies of the draws of one cell → what is written down of it. */
export function summarise(cell) {
  return {
    ...cell,
    oursMean: meanWithInterval(cell.ours),
    theirsMean: meanWithInterval(cell.theirs),
    difference: meanWithInterval(differences(cell)),
  };
}

const differences = ({ ours, theirs }) => ours.map((value, draw) => value - theirs[draw]);

/** What all cells say together. */
export function verdict(cells) {
  const of = (key) => meanOfLists(cells.map((cell) => cell[key]));
  const [ours, theirs] = ['ours', 'theirs'].map((key) => meanWithInterval(of(key)));
  const difference = meanWithInterval(meanOfLists(cells.map(differences)));
  const below = cells.filter(({ difference: { mean, half } }) => mean + half < 0);
  const calibration = Object.fromEntries(
    ['ours', 'theirs'].map((side) => [
      side,
      cells.reduce((sum, cell) => sum + cell.calibration[side], 0) / cells.length,
    ]),
  );
  return {
    ours,
    theirs,
    difference,
    calibration,
    below: below.map(({ set, perClass }) => `${set} ${perClass}`),
  };
}

const shown = ({ mean, half }) => `${mean.toFixed(4)} ± ${half.toFixed(4)}`;
const signed = (value) => `${value.mean < 0 ? '' : '+'}${shown(value)}`;

/** The table as text. */
export function accuracyTable(cells, all) {
  const head = [
    'set',
    'classes',
    'taught',
    'unseen',
    'TM',
    'ours',
    'ours − TM',
    'cal. TM',
    'cal. ours',
    'mirrored',
  ];
  const rows = cells.map((cell) => [
    cell.set,
    `${cell.classes}`,
    `${cell.perClass}`,
    `${cell.unseen}`,
    shown(cell.theirsMean),
    shown(cell.oursMean),
    signed(cell.difference),
    cell.calibration.theirs.toFixed(3),
    cell.calibration.ours.toFixed(3),
    `${cell.mirrorImagesUsed} of ${cell.ours.length}`,
  ]);
  rows.push([
    'mean of all cells',
    '',
    '',
    '',
    shown(all.theirs),
    shown(all.ours),
    signed(all.difference),
    all.calibration.theirs.toFixed(3),
    all.calibration.ours.toFixed(3),
    '',
  ]);
  return columns(head, rows);
}

/** The answer to the two questions that the bench is run for. */
export function verdictLines({ difference, below }) {
  const mean = difference.mean > 0 ? 'yes' : 'no';
  const cells = below.length === 0 ? 'none' : below.join(', ');
  return `Mean of all cells above Teachable Machine's head: ${mean} (${signed(difference)}).
Cells below it by more than their 95 % interval: ${cells}.`;
}
