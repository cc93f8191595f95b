import type { Verdict } from '../head/verdict.ts';
import { percent } from './format-number.ts';

/** What is said of a picture: a line to be seen from afar, and a short one below. */
export interface VerdictWords {
  answer: string;
  detail: string;
}

/** @param labels of the model's outputs, in the order that the verdict was made in */
export function verdictWords(verdict: Verdict, labels: readonly string[]): VerdictWords {
  return verdict.kind === 'none-of-these'
    ? { answer: 'None of these', detail: 'Unlike the images of any class' }
    : { answer: labels[verdict.winner] ?? '', detail: `${percent(verdict.confidence)} sure` };
}
