import { largestDifference } from '../exporters/largest-difference.ts';
import { count } from '../words/format-number.ts';
import { cropOf } from './crop-of.ts';
import { at } from './elements.ts';
import type { PageModel } from './model-source.ts';

/** Lets the self-test be run: by its button, or by an address that ends in #check. */
export function offerSelfCheck(model: PageModel): void {
  const button = at('run-check', HTMLButtonElement);
  const result = at('check-result', HTMLElement);
  const run = async () => {
    button.disabled = true;
    result.textContent = 'Checking…';
    try {
      result.textContent = await check(model);
    } catch (error) {
      result.textContent = `The check did not finish: ${error instanceof Error ? error.message : error}`;
    }
    button.disabled = false;
  };
  button.disabled = false;
  button.addEventListener('click', () => void run());
  if (location.hash === '#check') {
    at('check', HTMLDetailsElement).open = true;
    void run();
  }
}

async function check({ classify, golden, tolerance }: PageModel): Promise<string> {
  const answers = await golden();
  if (answers.length === 0) return 'No pictures came with this model.';
  const given: number[][] = [];
  for (const { picture } of answers) {
    const crop = await cropOf(picture);
    if (!crop.ok) throw new Error(`a picture is ${crop.fault.kind}`);
    given.push((await classify(crop.value)).probabilities);
  }
  const largest = largestDifference(answers, given);
  const verdict =
    largest <= tolerance
      ? 'The answers agree.'
      : 'This device computes less exactly, or a file was changed.';
  const difference = largest < 1e-6 ? 'less than 0.000001' : largest.toFixed(6);
  return `${count(answers.length, 'picture')} checked, largest difference ${difference}. ${verdict}`;
}
