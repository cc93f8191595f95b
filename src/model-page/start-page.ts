import { PREPROCESSING } from '../picture/preprocessing.ts';
import { pictureWords } from '../words/picture-words.ts';
import { showAbout } from './about-view.ts';
import { AnswerView } from './answer-view.ts';
import { cropOf, type PictureSource } from './crop-of.ts';
import { at } from './elements.ts';
import { listenForFiles } from './file-input.ts';
import type { OpenModel, PageModel } from './model-source.ts';
import { showProblems } from './problems.ts';
import { offerSelfCheck } from './self-check.ts';
import { showPixels } from './stage.ts';
import { WebcamInput } from './webcam-input.ts';

const { size } = PREPROCESSING;

/** For scripts: this page's model. */
export interface ShowAndTell {
  /** The labels, in the order of the answers, once the model is ready; rejected where it cannot run. */
  ready: Promise<string[]>;
  /** Probabilities of a picture, prepared as the page prepares its own; a file is a Blob. */
  classify(picture: PictureSource): Promise<number[]>;
}

declare global {
  interface Window {
    showAndTell: ShowAndTell;
  }
}

/** Runs the page on the model that `open` gives. */
export function startPage(open: OpenModel, privacy: string): void {
  addEventListener('unhandledrejection', ({ reason }) => {
    const what = reason instanceof Error ? reason.message : String(reason);
    showProblems([[`Something went wrong: ${what}. Reload the page.`]]);
  });
  const model = openTested(open);
  const ready = model.then(({ metadata }) => metadata.labels);
  window.showAndTell = {
    ready,
    async classify(picture) {
      const { classify } = await model;
      const crop = await cropOf(picture);
      if (!crop.ok) throw new Error(`The picture ${pictureWords(crop.fault)}`);
      return (await classify(crop.value)).probabilities;
    },
  };
  // The page has said why already.
  const said = () => {};
  ready.catch(said);
  model.then((opened) => run(opened, privacy), said);
}

/** The model after its first run, which takes longer; better now than at the first picture. */
async function openTested(open: OpenModel): Promise<PageModel> {
  try {
    const opened = await open();
    if (opened.ok) {
      await opened.value.classify(new Uint8ClampedArray(size * size * 4));
      return opened.value;
    }
    showProblems(opened.fault);
  } catch (error) {
    showProblems([
      [`The model could not be loaded: ${error instanceof Error ? error.message : error}`],
    ]);
  }
  at('winner', HTMLElement).textContent = '–';
  throw new Error(at('problem', HTMLElement).textContent);
}

function run(model: PageModel, privacy: string): void {
  const { labels, noneOfThese, preprocessing } = model.metadata;
  const shown = labels.slice(0, 5).join(' · ') + (labels.length > 5 ? ' …' : '');
  at('title', HTMLElement).textContent = shown;
  document.title = `${shown} – picture classifier`;
  showAbout(model.metadata, privacy);
  const answer = new AnswerView(labels, noneOfThese);
  /** Raised with every new source, so that an answer to an older one is dropped. */
  let turn = 0;

  const webcam = new WebcamInput({
    mirrored: preprocessing.webcamMirrored,
    classify: model.classify,
    onFrame: showPixels,
    onAnswer: (given) => answer.show(given, true),
    onStart: () => {
      turn += 1;
    },
  });
  const takeFile = async (file: File) => {
    webcam.stop();
    turn += 1;
    const mine = turn;
    const crop = await cropOf(file);
    if (mine !== turn) return;
    if (!crop.ok) return showProblems([[`“${file.name}” ${pictureWords(crop.fault)}`]]);
    showProblems([]);
    showPixels(crop.value);
    const given = await model.classify(crop.value);
    if (mine === turn) answer.show(given, false);
  };
  listenForFiles({
    onFile: (file) => void takeFile(file),
    onNoFile: () =>
      showProblems([['What was dropped is no file. Save the picture first, then drop the file.']]),
  });
  offerSelfCheck(model);
  at('tool', HTMLElement).inert = false;
}
