import servedPage from 'virtual:model-page/served';

/**
 * index.html of a TensorFlow.js zip, in one piece. It is the same for every model: labels reach it
 * through metadata.json and `textContent` only, so no label can become markup or script.
 */
export const webPage = servedPage;

/**
 * The page that `webPageFile` puts a model into, with all that runs it (1.1 MB): loaded only when
 * this format is asked for.
 */
export async function emptyWebPage(): Promise<string> {
  return (await import('virtual:model-page/single-file')).default;
}
