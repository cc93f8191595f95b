import { failed, ok, type Result } from '../../result.ts';
import { labelLines } from '../label-lines.ts';
import { IMAGE, type Network } from '../network/types.ts';
import type { ExportFault } from '../types.ts';
import { withAssociatedFile } from './associated-file.ts';
import { floatGraph } from './float-graph.ts';
import { int8Graph } from './int8-graph.ts';
import { LABELS_FILE, modelMetadata, type TfliteFacts } from './model-metadata.ts';
import type { ActivationBits } from './quantize.ts';
import type { ActivationFigures } from './ranges.ts';
import { writeTflite } from './tflite-file.ts';
import type { GraphWithEnds } from './tflite-graph.ts';

/**
 * model.tflite: `image` [1, size, size, 3] float32, raw RGB from 0 to 255, to `probabilities`
 * [1, classes] float32. More pictures at once are possible: resize the input.
 */
export function tfliteModel(
  network: Network,
  facts: TfliteFacts,
): Result<Uint8Array<ArrayBuffer>, ExportFault> {
  const fault = networkFault(network, facts);
  if (fault) return failed(fault);
  return ok(finished(floatGraph(network), network.size, facts, 1));
}

/**
 * model_int8.tflite, calculated in integers: `image` [1, size, size, 3] uint8, raw RGB, to
 * `probabilities` [1, classes] uint8, in 256ths (255 is 0.996).
 * @param figures of every operation's results on pictures like those to come, in order.
 * @param bits between the layers: 8, the smallest and quickest file; 16 where that is too rough.
 */
export function tfliteInt8Model(
  network: Network,
  figures: readonly ActivationFigures[],
  facts: TfliteFacts,
  bits: ActivationBits,
): Result<Uint8Array<ArrayBuffer>, ExportFault> {
  const fault = networkFault(network, facts) ?? figuresFault(network, figures);
  if (fault) return failed(fault);
  return ok(finished(int8Graph(network, figures, bits), network.size, facts, 255));
}

function networkFault({ head, operations }: Network, facts: TfliteFacts): ExportFault | null {
  if (facts.labels.length !== head.classes) {
    return { kind: 'bad-labels', labels: facts.labels.length, outputs: head.classes };
  }
  if (operations.at(-1)?.kind === 'softmax') return null;
  return { kind: 'bad-graph', detail: 'the last operation is not a softmax' };
}

function figuresFault(
  { operations }: Network,
  figures: readonly ActivationFigures[],
): ExportFault | null {
  const odd = operations.find(({ shape }, at) => {
    const figure = figures[at];
    return figure?.mean.length !== shape[2] || !allFinite(figure);
  });
  if (odd) return { kind: 'bad-graph', detail: `no figures of ${odd.name}` };
  // Raw pixels are centred by the bias of what reads them.
  const unfit = operations.find(
    (one) =>
      (one.kind === 'average' && one.input === IMAGE) ||
      ('inputs' in one && one.inputs.includes(IMAGE)),
  );
  if (!unfit) return null;
  return {
    kind: 'unsupported-operation',
    format: 'tflite',
    operation: `${unfit.kind} of raw pixels`,
  };
}

function allFinite({ min, max, mean, variance }: ActivationFigures): boolean {
  return [min, max, mean, variance].every((values) => values.every(Number.isFinite));
}

function finished(
  { graph, input, output }: GraphWithEnds,
  size: number,
  facts: TfliteFacts,
  greatestOutput: number,
): Uint8Array<ArrayBuffer> {
  const bytes = modelMetadata(facts, size, greatestOutput);
  const metadata = [{ name: 'TFLITE_METADATA', bytes }];
  const file = graph.file(input, output, { description: facts.description, metadata });
  const model = writeTflite(file, graph.weightBytes);
  return withAssociatedFile(model, LABELS_FILE, labelLines(facts.labels));
}
