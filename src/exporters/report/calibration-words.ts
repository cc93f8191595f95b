import { type Calibration, ENOUGH_TO_JUDGE } from '../../evaluation/calibration.ts';
import { countText, imagesText, percentText } from './numbers.ts';

/** Whether the model's percentages can be believed, in a sentence or two. */
export function calibrationWords(found: Calibration): string {
  const { verdict, images, confidence, accuracy, doubt } = found;
  const facts = `when it says ${percentText(confidence, 0)}, as it does on average, it is right ${percentText(accuracy, 0)} of the time.`;
  switch (verdict) {
    case 'too-few':
      return `There are too few images to tell: of ${imagesText(images)}, chance alone can move how often it is right by ${points(doubt)}. From ${ENOUGH_TO_JUDGE} on there is an answer.`;
    case 'honest':
      return `Yes, as far as these images tell: ${facts}`;
    case 'uneven':
      return `On the whole: ${facts} But for some images it is too sure, and for others too modest.`;
    case 'too-sure':
      return `It is too sure of itself: ${facts}`;
    case 'too-modest':
      return `It is right more often than it says: ${facts}`;
  }
}

/**
 * How to read the reliability diagram, and what its error amounts to.
 * @param tested of a test set, and not of images that were judged out of fold
 */
export function diagramWords({ error, byChance }: Calibration, tested: boolean): string {
  const origin = tested
    ? ''
    : ' How sure it says it is of one part of the images was set by the other parts, or by all of them where those are few.';
  return `Each circle is a group of images, about equally sure; the larger, the more images. On the dashed line it is right as often as it says; below it is too sure of itself, above too modest. On average the circles are ${percentText(error)} off the line (expected calibration error); with this many images, chance alone makes that about ${percentText(byChance)}.${origin}`;
}

/** 0.366 → "37 points" */
function points(share: number): string {
  const whole = Math.round(100 * share);
  return `${countText(whole)} ${whole === 1 ? 'point' : 'points'}`;
}
