import { winner } from '../preview/smoothing.ts';
import { percent } from '../words/format-number.ts';
import { at, element } from './elements.ts';

/** A live winner must stand this long before a screen reader says it, or it would never stop talking. */
const STEADY_MILLISECONDS = 800;

/** The winner, and a meter for each class. */
export class AnswerView {
  readonly #labels: readonly string[];
  readonly #rows: readonly Row[];
  readonly #winner = at('winner', HTMLElement);
  readonly #spoken = at('spoken', HTMLElement);
  #speaking: ReturnType<typeof setTimeout> | undefined;
  #steady = '';

  constructor(labels: readonly string[]) {
    this.#labels = labels;
    this.#rows = labels.map(makeRow);
    at('bars', HTMLElement).replaceChildren(...this.#rows.map(({ item }) => item));
    this.#winner.textContent = '–';
  }

  /** @param live whether the next answer follows at once. */
  show(probabilities: number[], live: boolean): void {
    const best = winner(probabilities);
    this.#rows.forEach(({ names, share, bar, fill }, index) => {
      const value = probabilities[index] ?? 0;
      share.textContent = percent(value);
      bar.setAttribute('aria-valuenow', String(Math.round(100 * value)));
      bar.setAttribute('aria-valuetext', percent(value));
      fill.style.width = `${100 * value}%`;
      names.classList.toggle('best', index === best);
    });
    const label = this.#labels[best] ?? '';
    this.#winner.textContent = label;
    this.#speak(label, live);
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
