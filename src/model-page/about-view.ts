import type { ModelMetadata } from '../exporters/types.ts';
import { count, percent } from '../words/format-number.ts';
import { at, element } from './elements.ts';

/** What the model is, how good it is, and where pictures go. */
export function showAbout(metadata: ModelMetadata, privacy: string): void {
  const paragraphs = [origin(metadata), quality(metadata), privacy];
  at('about', HTMLElement).replaceChildren(...paragraphs.map((text) => element('p', [text])));
}

function origin({ labels, backbone, samplesPerClass, trainedAt, versions }: ModelMetadata): string {
  const classes = count(labels.length, 'class', 'classes');
  const pictures = count(
    samplesPerClass.reduce((sum, samples) => sum + samples, 0),
    'picture',
  );
  return `It tells ${classes} apart, taught with ${pictures} on ${day(trainedAt)}. Network: ${backbone.label}. Made with Show & Tell ${versions.app}.`;
}

function quality({ accuracy, labels, noneOfThese }: ModelMetadata): string {
  const always =
    noneOfThese === null || noneOfThese.threshold <= -1
      ? 'It always names one of its classes, whatever it sees.'
      : 'To pictures unlike all that it was taught with it may say “None of these”; some of them it takes for one of its classes.';
  if (accuracy === null) {
    return `How good it is was not measured: there were too few pictures to put some aside. ${always}`;
  }
  const { value, low, high, samples } = accuracy;
  const share = (fraction: number) => percent(fraction, fraction > 0 && fraction < 1 ? 1 : 0);
  return `Of ${count(samples, 'picture')}, each judged by a model that had not seen it, ${share(value)} were recognised (95\u00a0% interval ${share(low)} to ${share(high)}; guessing would give ${share(1 / labels.length)}). Pictures unlike those can do worse. ${always}`;
}

function day(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? iso
    : date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}
