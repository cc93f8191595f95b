import { SHRINKAGE } from '../../head/linear-discriminant.ts';
import type { HeadOptions } from '../../head/types.ts';
import { PREPROCESSING } from '../../picture/preprocessing.ts';
import { textFile } from '../archive.ts';
import type { ArchiveFile } from '../types.ts';
import closedForm from './closed_form.py?raw';
import figures from './figures.py?raw';
import { inlineModules } from './inline-modules.ts';
import networks from './networks.py?raw';
import pictureOf from './picture_of.py?raw';
import pictures from './pictures.py?raw';
import trainKeras from './train_keras.py?raw';

/** What a training outside of the browser has to know of a project beside its folders of pictures. */
export interface TrainingProject {
  /** In their order; names as the user wrote them, and the folders of their pictures. */
  classes: { name: string; folder: string }[];
  /** Paths of pictures that are not independent of each other: the frames of each recording. */
  bursts: string[][];
  /** The MobileNet that comes nearest to the project's base network. */
  backbone: { label: string; version: 1 | 2; alpha: number };
  head: HeadOptions;
}

/** What stands beside the folders of pictures, and what the script writes there. */
export const TRAINING_FILES = [
  'README.txt',
  'train_keras.json',
  'train_keras.py',
  'model.keras',
  'metadata.json',
  'labels.txt',
];

const modules = {
  closed_form: closedForm,
  figures,
  networks,
  picture_of: pictureOf,
  pictures,
};

/** `train_keras.py`, in one piece: the same for every project, whose values it reads from beside it. */
export const trainScript = inlineModules(trainKeras, modules);

/**
 * A Keras script for folders of pictures, with what it reads and how to run it. Names that the user
 * gave stand in the JSON only, where no character of theirs can become code or a path.
 */
export function trainingFiles(project: TrainingProject): ArchiveFile[] {
  const { version, size, crop, background, channels } = PREPROCESSING;
  const json = {
    format: 'show-and-tell-training',
    formatVersion: 1,
    ...project,
    shrinkage: SHRINKAGE,
    preprocessing: { size, crop, background, channels, version },
  };
  return [
    textFile('README.txt', README),
    textFile('train_keras.json', `${JSON.stringify(json, null, 1)}\n`),
    textFile('train_keras.py', trainScript),
  ];
}

const README = `Images from Show & Tell, in a folder for each class (below train and test where some are for
testing only). Keras' image_dataset_from_directory and PyTorch's ImageFolder read them.

To train on them with Keras, on all GPUs of a computer (Python 3.10 or later), in this folder:

    python -m pip install tensorflow pillow
    python train_keras.py
    python train_keras.py --help

This writes model.keras, labels.txt and metadata.json. Add as many images and class folders as you
like first. To keep the base network exactly, put model.keras of a Keras download (Download model)
beside this folder and add: --backbone ../model.keras

More about it: docs/bigger-than-a-tab.md in Show & Tell's source.
`;
