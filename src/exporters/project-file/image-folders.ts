import { stem } from './file-names.ts';

/** What a picture file may be called; what it is, the decoder tells by its bytes. */
const PICTURE = /\.(jpe?g|jfif|png|webp|gif|bmp|avif|hei[cf]|tiff?|jxl|ico|svg)$/i;

/** Whether a path may be a picture, and not what an operating system leaves in every folder. */
export function isPicturePath(path: string): boolean {
  const parts = path.split('/');
  return PICTURE.test(path) && !parts.some((part) => part.startsWith('.') || part === '__MACOSX');
}

/** What a model's download calls its model, and the folder of examples that lies beside it. */
const MODEL = /^((?:.*\/)?)model\.(json|keras|h5|onnx|tflite)$/;
const EXAMPLE = /^((?:.*\/)?)golden\/[^/]+$/;

/** The paths that may be pictures to learn from: a model's own examples in `golden/` are none. */
export function picturePaths(paths: readonly string[]): Set<string> {
  const models = new Set(paths.map((path) => MODEL.exec(path)?.[1]));
  models.delete(undefined);
  const pictures = paths.filter(
    (path) => isPicturePath(path) && !models.has(EXAMPLE.exec(path)?.[1]),
  );
  return new Set(pictures);
}

/**
 * The class of a picture, as Keras' `image_dataset_from_directory` and PyTorch's `ImageFolder` have
 * it: the folder that it lies in. Folders around that (`data/train/cats/1.jpg`) say nothing.
 * @param otherwise for a picture that lies in no folder.
 */
export function folderOf(path: string, otherwise: string): string {
  return path.split('/').at(-2) ?? otherwise;
}

/** What splits of pictures by use are called, around the folders of the classes. */
export const TRAIN_FOLDER = 'train';
export const TEST_FOLDER = 'test';

/**
 * Of pictures in folders, the paths of those that are only to be tested: in `test/cats` where there
 * is a `train/…` beside it. A lone folder `test` says nothing: it may be somebody's whole project.
 */
export function testPaths(paths: readonly string[]): Set<string> {
  const placeOf = (path: string) => {
    const folders = path.split('/');
    return { around: folders.slice(0, -3).join('/'), use: folders.at(-3)?.toLowerCase() };
  };
  const trained = new Set(
    paths.flatMap((path) => {
      const { around, use } = placeOf(path);
      return use === TRAIN_FOLDER ? [around] : [];
    }),
  );
  const tested = paths.filter((path) => {
    const { around, use } = placeOf(path);
    return use === TEST_FOLDER && trained.has(around);
  });
  return new Set(tested);
}

/**
 * The label in the name of a picture of a Teachable Machine project, which lie flat: what stands
 * before "-!-", else before the first "-". The format is not public; two programs that read it agree
 * so far (SPACE-PY-gtm-scope and webai-train's cvtTMFile.py).
 */
export function teachableMachineLabel(path: string): string {
  const name = stem(path.split('/').at(-1) ?? path);
  const marked = name.indexOf('-!-');
  const end = marked >= 0 ? marked : name.indexOf('-');
  const label = end > 0 ? name.slice(0, end) : name;
  try {
    return decodeURIComponent(label);
  } catch {
    return label;
  }
}
