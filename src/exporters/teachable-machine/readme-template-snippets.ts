/** Both run as they stand beside the zip's files; the way of the pixels is that of `picture/`. */

export const TEACHABLE_MACHINE_PAGE = `
<!doctype html>
<meta charset="utf-8" />
<title>A picture classifier</title>
<label>Picture <input type="file" accept="image/*" /></label>
<pre>Loading …</pre>
<script src="https://cdn.jsdelivr.net/npm/@tensorflow/tfjs@4.22.0/dist/tf.min.js"></script>
<script src="https://cdn.jsdelivr.net/npm/@teachablemachine/image@0.8.5/dist/teachablemachine-image.min.js"></script>
<script type="module">
  const output = document.querySelector('pre');
  const model = await tmImage.load('./model.json', './metadata.json');
  output.textContent = 'Choose a picture.';

  // Takes an <img>, <video>, <canvas> or ImageBitmap; gives [{ className, probability }] in label order.
  function classify(picture) {
    const width = picture.videoWidth || picture.naturalWidth || picture.width;
    const height = picture.videoHeight || picture.naturalHeight || picture.height;
    const side = Math.min(width, height);
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 224;
    const context = canvas.getContext('2d');
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, 224, 224);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, (width - side) / 2, (height - side) / 2, side, side, 0, 0, 224, 224);
    return model.predict(canvas);
  }

  document.querySelector('input').addEventListener('change', async ({ target }) => {
    const answer = await classify(await createImageBitmap(target.files[0]));
    answer.sort((a, b) => b.probability - a.probability);
    output.textContent = answer
      .map(({ className, probability }) => \`\${(100 * probability).toFixed(1)} % \${className}\`)
      .join('\\n');
  });
</script>
`;

/** @param mirrored whether to swap left and right of the webcam's frames. */
export function sketch(mirrored: boolean): string {
  const mirror = mirrored
    ? `
    // As the webcam pictures were that it was taught with.
    square.translate(224, 0);
    square.scale(-1, 1);`
    : '';
  return `
<!doctype html>
<meta charset="utf-8" />
<script src="https://cdn.jsdelivr.net/npm/p5@1.11.10/lib/p5.min.js"></script>
<script src="https://cdn.jsdelivr.net/npm/ml5@1.3.1/dist/ml5.min.js"></script>
<script>
  let classifier, video, square;
  let answer = 'Loading …';

  function preload() {
    // The whole address: ml5 takes anything shorter for the name of one of its own models.
    classifier = ml5.imageClassifier(new URL('model.json', location.href).href);
  }

  function setup() {
    createCanvas(224, 260);
    video = createCapture(VIDEO);
    video.hide();
    square = createGraphics(224, 224);
    square.pixelDensity(1);
    square.drawingContext.imageSmoothingQuality = 'high';
    classifier.classifyStart(square, (results) => {
      answer = \`\${results[0].label} \${(100 * results[0].confidence).toFixed(0)} %\`;
    });
  }

  function draw() {
    const side = min(video.width, video.height);
    square.push();${mirror}
    square.image(video, 0, 0, 224, 224, (video.width - side) / 2, (video.height - side) / 2, side, side);
    square.pop();
    background(255);
    image(square, 0, 0);
    text(answer, 8, 246);
  }
</script>
`;
}
