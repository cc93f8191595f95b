const SIZE = 224;
/** Weight of the newest webcam frame; the older ones share the rest. */
const NEWEST = 0.4;

const at = (id) => document.getElementById(id);
const canvas = at('picture');
const context = canvas.getContext('2d', { willReadFrequently: true });
const video = at('video');

let metadata;
let model;
let rows = [];
let stream = null;
/** Raised with every new source, so that an answer to an older one is dropped. */
let turn = 0;

await start();

async function start() {
  const problems = await load();
  at('winner').textContent = '–';
  if (problems.length > 0) return showProblems(problems);
  at('tool').inert = false;
  at('check').disabled = false;
}

/** Gives what keeps the model from running; an empty list where it is ready. */
async function load() {
  const { tf } = globalThis;
  if (location.protocol === 'file:') {
    const serve = [
      'Serve this folder, with ',
      code('npx serve'),
      ' or ',
      code('python3 -m http.server'),
      ', and open the address that it prints: a page opened straight from the disk may not read the files beside it.',
    ];
    return [serve, ...(tf ? [] : [missingTensorFlow()])];
  }
  try {
    metadata = await readJson('metadata.json');
    showLabels();
    if (!tf) return [missingTensorFlow()];
    // Without "./" TF.js looks for the weights at the host's root.
    model = await tf.loadGraphModel('./model.json');
    // The first run compiles shaders; better now than at the first picture.
    await classify();
  } catch (error) {
    return [[`The model could not be loaded: ${error.message}`]];
  }
  return [];
}

function missingTensorFlow() {
  const version = metadata?.versions.tfjs;
  const path = `@tensorflow/tfjs${version ? `@${encodeURIComponent(version)}` : ''}`;
  const link = document.createElement('a');
  link.href = `https://cdn.jsdelivr.net/npm/${path}/dist/tf.min.js`;
  link.textContent = link.href;
  return [
    code('tf.min.js'),
    ' is missing. Put the file ',
    code('dist/tf.min.js'),
    ' of the npm package ',
    code(path),
    ' into this folder, or save it there from ',
    link,
    '. Then reload.',
  ];
}

async function readJson(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path} is missing beside this page.`);
  return answer.json();
}

// Pictures

/** Draws the largest centred square of an upright picture: exactly what the model sees. */
function draw(picture, width, height, mirrored) {
  const side = Math.min(width, height);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, SIZE, SIZE);
  if (mirrored) context.setTransform(-1, 0, 0, 1, SIZE, 0);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, (width - side) / 2, (height - side) / 2, side, side, 0, 0, SIZE, SIZE);
}

async function classify() {
  const { tf } = globalThis;
  const output = tf.tidy(() => model.predict(tf.browser.fromPixels(canvas).toFloat().expandDims()));
  const probabilities = Array.from(await output.data());
  output.dispose();
  return probabilities;
}

async function drawFile(blob) {
  const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' });
  draw(bitmap, bitmap.width, bitmap.height, false);
  bitmap.close();
}

async function showFile(file) {
  stopWebcam();
  const mine = ++turn;
  try {
    await drawFile(file);
  } catch {
    return showProblems([
      [`This browser cannot read "${file.name}" as a picture. Try a JPEG or PNG.`],
    ]);
  }
  if (mine !== turn) return;
  showProblems([]);
  showStage();
  const probabilities = await classify();
  if (mine === turn) showAnswer(probabilities);
}

// Webcam

async function startWebcam() {
  const mine = ++turn;
  if (!navigator.mediaDevices) {
    return showProblems([
      ['The browser gives the webcam only to pages from https:// or localhost.'],
    ]);
  }
  let opened;
  try {
    opened = await navigator.mediaDevices.getUserMedia({ video: true });
  } catch (error) {
    const reasons = {
      NotAllowedError:
        'The webcam is not allowed. Allow it beside the address, then press "Use webcam" again.',
      NotFoundError: 'No webcam was found. Plug one in, then press "Use webcam" again.',
      NotReadableError: 'Another program uses the webcam. Close it, then press "Use webcam" again.',
    };
    return showProblems([[reasons[error.name] ?? `The webcam did not start: ${error.message}`]]);
  }
  if (mine !== turn) {
    for (const track of opened.getTracks()) track.stop();
    return;
  }
  stream = opened;
  stream.getVideoTracks()[0].addEventListener('ended', () => {
    stopWebcam();
    showProblems([['The webcam was disconnected. Plug it in, then press "Use webcam" again.']]);
  });
  video.srcObject = stream;
  await video.play();
  showProblems([]);
  at('webcam').textContent = 'Stop webcam';
  let smooth = null;
  while (mine === turn) {
    draw(video, video.videoWidth, video.videoHeight, metadata.preprocessing.webcamMirrored);
    showStage();
    const fresh = await classify();
    if (mine !== turn) return;
    smooth = smooth ? fresh.map((p, i) => NEWEST * p + (1 - NEWEST) * smooth[i]) : fresh;
    showAnswer(smooth);
    // A hidden page gets no animation frames, so it rests.
    await new Promise(requestAnimationFrame);
  }
}

function stopWebcam() {
  if (!stream) return;
  turn++;
  for (const track of stream.getTracks()) track.stop();
  stream = null;
  video.srcObject = null;
  at('webcam').textContent = 'Use webcam';
}

// Check

async function check() {
  stopWebcam();
  const mine = ++turn;
  const say = (text) => {
    at('check-result').textContent = text;
  };
  at('check').disabled = true;
  say('Checking…');
  try {
    const expected = await readJson('golden/expected.json');
    let largest = 0;
    for (const { file, probabilities } of expected) {
      await drawFile(await (await fetch(`golden/${file}`)).blob());
      const given = await classify();
      largest = Math.max(largest, ...given.map((p, i) => Math.abs(p - probabilities[i])));
      if (mine !== turn) throw new Error('another picture came in between.');
      showStage();
      showAnswer(given);
    }
    const verdict =
      largest <= 1e-3
        ? 'The answers agree.'
        : 'This device computes less exactly, or a file was changed.';
    say(
      `${expected.length === 1 ? '1 picture' : `${expected.length} pictures`} checked, largest difference ${inWords(largest)}. ${verdict}`,
    );
  } catch (error) {
    say(`The check did not finish: ${error.message}`);
  }
  at('check').disabled = false;
}

function inWords(difference) {
  return difference < 1e-6 ? 'less than 0.000001' : difference.toFixed(6);
}

// What is shown

function showLabels() {
  const { labels } = metadata;
  const shown = labels.slice(0, 5).join(' · ') + (labels.length > 5 ? ' …' : '');
  at('title').textContent = shown;
  document.title = `${shown} – picture classifier`;
  rows = labels.map((label) => {
    const names = element('div', 'names');
    const percent = element('span');
    percent.textContent = '–';
    names.append(Object.assign(element('span'), { textContent: label }), percent);
    const bar = element('div', 'bar');
    bar.setAttribute('role', 'meter');
    bar.setAttribute('aria-label', label);
    bar.setAttribute('aria-valuemin', '0');
    bar.setAttribute('aria-valuemax', '100');
    bar.setAttribute('aria-valuenow', '0');
    const fill = element('div');
    bar.append(fill);
    const item = element('li');
    item.append(names, bar);
    at('bars').append(item);
    return { names, percent, bar, fill };
  });
}

function showStage() {
  canvas.hidden = false;
  at('hint').hidden = true;
}

function showAnswer(probabilities) {
  const best = probabilities.indexOf(Math.max(...probabilities));
  rows.forEach(({ names, percent, bar, fill }, i) => {
    const value = Math.round(100 * probabilities[i]);
    percent.textContent = `${value} %`;
    bar.setAttribute('aria-valuenow', String(value));
    fill.style.width = `${100 * probabilities[i]}%`;
    names.classList.toggle('best', i === best);
  });
  // Only a change is written: a screen reader says every write to a live region.
  const winner = metadata.labels[best];
  if (at('winner').textContent !== winner) at('winner').textContent = winner;
}

/** Shows one paragraph per problem, each a list of texts and elements; none hides the box. */
function showProblems(problems) {
  const box = at('problem');
  box.replaceChildren(
    ...problems.map((parts) => {
      const paragraph = element('p');
      paragraph.append(...parts);
      return paragraph;
    }),
  );
  box.hidden = problems.length === 0;
}

function element(name, className = '') {
  return Object.assign(document.createElement(name), { className });
}

function code(text) {
  return Object.assign(element('code'), { textContent: text });
}

addEventListener('unhandledrejection', ({ reason }) => {
  showProblems([[`Something went wrong: ${reason?.message ?? reason}. Reload the page.`]]);
});
at('webcam').addEventListener('click', () => (stream ? stopWebcam() : startWebcam()));
at('check').addEventListener('click', check);
at('file').addEventListener('change', ({ target }) => {
  if (target.files[0]) showFile(target.files[0]);
  // So that the same file can be chosen again.
  target.value = '';
});
addEventListener('paste', ({ clipboardData }) => takeFile(clipboardData));
addEventListener('dragover', (event) => {
  event.preventDefault();
  at('stage').classList.add('dropping');
});
addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) at('stage').classList.remove('dropping');
});
addEventListener('drop', (event) => {
  event.preventDefault();
  at('stage').classList.remove('dropping');
  takeFile(event.dataTransfer);
});

function takeFile(transfer) {
  const file = transfer?.files[0];
  if (file && model) showFile(file);
}
