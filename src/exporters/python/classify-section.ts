import pictureOf from './picture_of.py?raw';

/** What a format's `classify.py` has of its own; the last three are Python, whole lines. */
interface Classifier {
  /** For pip, beside Pillow and NumPy. */
  packages: string;
  /** Behind "classifies a picture". */
  what?: string;
  /** Behind how it is run. */
  note?: string;
  imports: string;
  /** Makes `labels` and whatever gives the answers. */
  load: string;
  /** Calls `show(probabilities)` for the picture `picture`, 224 × 224 RGB of Pillow. */
  answer: string;
}

/**
 * "Python" of a README: `classify.py`, which runs as it stands beside the model's files. Of Pillow's
 * filters, bilinear is the nearest to a browser's canvas: on photos of 320 pixels the two differ by
 * 0.5 of 255 on average, bicubic by 0.7, Lanczos by 1.1.
 * @param golden whether there is a picture to begin with.
 */
export function classifySection(
  { packages, what = '', note = '', imports, load, answer }: Classifier,
  golden: boolean,
): string {
  return `## Python

\`\`\`sh
python -m pip install ${packages} pillow numpy
\`\`\`

Save this as \`classify.py\` in this folder. ${
    golden
      ? `\`python classify.py\` classifies a picture of \`golden/\`${what}, \`python classify.py photo.jpg\` one of yours.`
      : `\`python classify.py photo.jpg\` classifies a picture${what}.`
  }${note}

\`\`\`python
import json
import sys

${imports.trim()}
${pictureOf.trim()}


def show(probabilities):
    for label, probability in sorted(zip(labels, probabilities), key=lambda pair: -pair[1]):
        print(f"{probability:.6f}  {label}")


path = ${golden ? 'sys.argv[1] if len(sys.argv) > 1 else "golden/0.png"' : 'sys.argv[1]'}
sys.stdout.reconfigure(encoding="utf-8")
picture = picture_of(path)
${load.trim()}
${answer.trim()}
\`\`\``;
}
