import html from './web-page/page.html?raw';
import script from './web-page/page.js?raw';

/**
 * index.html of a model zip, in one piece. It is the same for every model: labels reach it through
 * metadata.json and `textContent` only, so no label can become markup or script.
 */
export const webPage = html.replace(
  '<script src="page.js" type="module"></script>',
  () => `<script type="module">\n${script}</script>`,
);
