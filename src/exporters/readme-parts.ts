import type { ModelMetadata } from './types.ts';

/** What the READMEs of all formats say in the same words. */
export function accuracy({ accuracy, labels, noneOfThese }: ModelMetadata): string {
  if (!accuracy) {
    return 'How good it is was not measured: there were too few pictures to put some aside.';
  }
  const { value, low, high, samples, method } = accuracy;
  return `**How good it is:** ${percent(value)} of ${samples} pictures right, each judged by a model that had not seen it (${plain(method)}; 95 % interval ${percent(low)} to ${percent(high)}). Guessing would give ${percent(1 / labels.length)}. Pictures unlike those it was taught with can do worse, and ${
    noneOfThese === null
      ? 'it always names one of its classes, whatever it sees.'
      : 'the network by itself always names one of its classes, whatever it sees: see *None of these*.'
  }`;
}

/**
 * "None of these", with its heading; nothing for a model that cannot say so.
 * @param embeddingOf how to get the embedding of a picture, from the name that it has in the file.
 */
export function noneOfThese(
  { noneOfThese, head }: ModelMetadata,
  embeddingOf: (name: string) => string,
): string {
  if (noneOfThese === null) return '';
  return `## None of these

A picture unlike all that the network was taught with is told by its embedding: \`noneOfThese\` in \`metadata.json\` holds those of known pictures (\`prototypes\`: int8 in base64, rows of ${head.features}, as many for each class as \`counts\` says), and where the similarity that \`method\` describes is below \`threshold\`, the picture is none of the classes. ${embeddingOf(plainName(noneOfThese.embedding))}

`;
}

/** For code between backquotes: underscores may stay. */
function plainName(name: string): string {
  return name.replace(/[^\w./-]/g, ' ');
}

/** The line about `golden/` in a table of files, where there is one. */
export function goldenRow(goldenPictures: number): string {
  if (goldenPictures === 0) return '';
  const pictures = goldenPictures === 1 ? 'a picture' : `${goldenPictures} pictures`;
  return `| \`golden/\` | ${pictures} of 224×224 pixels, and in \`expected.json\` the probabilities to expect for each, in label order |\n`;
}

export function jsonLines(labels: readonly string[], samples: readonly number[]): string {
  const lines = labels.map(
    (label, index) => `  { "label": ${JSON.stringify(label)}, "pictures": ${samples[index] ?? 0} }`,
  );
  return `[\n${lines.join(',\n')}\n]`;
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(fraction > 0 && fraction < 1 ? 1 : 0)} %`;
}

/** "Where it comes from". */
export function origin({ backbone, head, versions, ...metadata }: ModelMetadata): string {
  const layers = head.kind === 'linear' ? 'one dense layer' : 'a hidden layer and a dense layer';
  return `Backbone: ${plain(backbone.label)} (fingerprint \`${plain(backbone.fingerprint).slice(0, 16)}\`). Head: ${layers} on ${head.features} features. Trained ${plain(metadata.trainedAt)}, written ${plain(metadata.exportedAt)} by Show & Tell ${versions.app} with TensorFlow.js ${versions.tfjs}.`;
}

/** The first steps of "The exact preprocessing", which all formats share. */
export function croppingSteps({ preprocessing }: ModelMetadata): string {
  const mirrored = preprocessing.webcamMirrored
    ? '\n   Webcam pictures were taken mirrored: mirror live frames from left to right, too (not files).'
    : '';
  return `1. Turn the picture upright, as its EXIF data say.
2. Cut out the largest centred square.${mirrored}`;
}

/** Text of the program's own, kept on its line and free of markup whatever it holds. */
export function plain(text: string): string {
  return text.replace(/[\r\n`<>|[\]*_\\]+/g, ' ');
}
