import { at, element } from './elements.ts';

/** What the user should hear about, in texts and elements. */
export type Paragraph = (string | Node)[];

const box = at('problem', HTMLElement);

/** Shows these in place of what was shown before; none hides the box. */
export function showProblems(paragraphs: readonly Paragraph[]): void {
  box.replaceChildren(...paragraphs.map((parts) => element('p', parts)));
  box.hidden = paragraphs.length === 0;
}
