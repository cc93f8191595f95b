import { jpegAddress, userText } from '../markup.ts';
import { imagesText, percentText } from '../numbers.ts';
import type { Mistake, ReportData } from '../types.ts';

/** A report is to be opened at once and sent by mail; predictions.csv has them all. */
export const MOST_MISTAKES = 120;

/** The pictures that were taken for another class. */
export function mistakesSection({ mistakes, classNames }: ReportData): string {
  if (mistakes.length === 0) {
    return '<h2>Mistakes</h2>\n<p>None: every image was named rightly.</p>';
  }
  const shown = mistakes.slice(0, MOST_MISTAKES);
  const pictured = shown.some(({ jpeg }) => jpeg !== null);
  const rest =
    shown.length < mistakes.length ? ` The first ${MOST_MISTAKES} of them are shown.` : '';
  return [
    '<h2>Mistakes</h2>',
    `<p>${imagesText(mistakes.length)} taken for another class.${rest}</p>`,
    `<ul class="gallery">${shown.map((mistake) => item(mistake, classNames, pictured)).join('\n')}</ul>`,
  ].join('\n');
}

function item(
  { name, given, predicted, confidence, jpeg }: Mistake,
  classNames: readonly string[],
  pictured: boolean,
): string {
  const [is, taken] = [given, predicted].map((c) => userText(classNames[c] ?? ''));
  const blank = pictured ? '<div class="blank"></div>' : '';
  // The words below say all that is known of the picture.
  const picture = jpeg ? `<img src="${jpegAddress(jpeg)}" alt="">` : blank;
  const sure = percentText(confidence, 0);
  return `<li>${picture}<p>“${is}”, taken for “${taken}” (${sure} sure)</p><p class="quiet">${userText(name)}</p></li>`;
}
