import type { SimilarityLimits } from '../head/known-pictures.ts';
import { verdict } from '../head/verdict.ts';
import { percent } from '../words/format-number.ts';
import { verdictWords } from '../words/verdict-words.ts';
import { at, element } from './elements.ts';
import type { PageAnswer } from './graph-classifier.ts';

/** A live winner must stand this long before a screen reader says it, or it would never stop talking. */
const STEADY_MILLISECONDS = 800;

/** The verdict, and a meter for each class. */
export class AnswerView {
  readonly #labels: readonly string[];
  readonly #limits: SimilarityLimits | null;
  readonly #rows: readonly Row[];
  readonly #winner = at('winner', HTMLElement);
  readonly #sure = at('sure', HTMLElement);
  readonly #bars = at('bars', HTMLElement);
  readonly #spoken = at('spoken', HTMLElement);
  #speaking: ReturnType<typeof setTimeout> | undefined;
  #steady = '';

  /** @param limits null for a model that always names a class. */
  constructor(labels: readonly string[], limits: SimilarityLimits | null) {
    this.#labels = labels;
    this.#limits = limits;
    this.#rows = labels.map(makeRow);
    this.#bars.replaceChildren(...this.#rows.map(({ item }) => item));
    this.#winner.textContent = '–';
  }

  /** @param live whether the next answer follows at once. */
  show({ probabilities, similarity }: PageAnswer, live: boolean): void {
    const said = verdict(probabilities, similarity, this.#limits);
    const best = said.kind === 'class' ? said.winner : -1;
    this.#bars.classList.toggle('subdued', said.kind === 'none-of-these');
    this.#rows.forEach(({ names, share, bar, fill }, index) => {
      const value = probabilities[index] ?? 0;
      share.textContent = percent(value);
      bar.setAttribute('aria-valuenow', String(Math.round(100 * value)));
      bar.setAttribute('aria-valuetext', percent(value));
      fill.style.width = `${100 * value}%`;
      names.classList.toggle('best', index === best);
    });
    const { answer, detail } = verdictWords(said, this.#labels);
    this.#winner.textContent = answer;
    this.#sure.textContent = detail;
    this.#speak(answer, live);
  }

  #speak(label: string, live: boolean): void {
    if (live && label === this.#steady) return;
    this.#steady = label;
    clearTimeout(this.#speaking);
    const say = () => {
      this.#spoken.textContent = `Recognised: ${label}`;
    };
    this.#speaking = setTimeout(say, live ? STEADY_MILLISECONDS : 0);
  }
}

type Row = ReturnType<typeof makeRow>;

function makeRow(label: string) {
  const share = element('span', ['–']);
  const names = element('div', [element('span', [label]), share], 'names');
  const fill = element('div');
  const bar = element('div', [fill], 'bar');
  const attributes = {
    role: 'meter',
    'aria-label': label,
    'aria-valuemin': '0',
    'aria-valuemax': '100',
    'aria-valuenow': '0',
    'aria-valuetext': 'no answer yet',
  };
  for (const [name, value] of Object.entries(attributes)) bar.setAttribute(name, value);
  // The meter says the same to those who do not see it.
  names.setAttribute('aria-hidden', 'true');
  return { item: element('li', [names, bar]), names, share, bar, fill };
}
