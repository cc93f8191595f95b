import type { KerasLayer } from './keras-layer.ts';

/**
 * The layers that lead to `output`, in the order in which Keras holds them, whatever the order of
 * its file: by steps to the output, most first; where that is the same, as a walk from the output
 * back, first inputs first, meets them (`map_graph` in Keras 3, `_map_graph_network` in Keras 2).
 * Keras finds weights by counting layers in this order.
 */
export function kerasOrder(output: KerasLayer): KerasLayer[] {
  const met: KerasLayer[] = [];
  const finished: KerasLayer[] = [];
  const seen = new Set<KerasLayer>();
  const walk = (layer: KerasLayer) => {
    if (seen.has(layer)) return;
    seen.add(layer);
    met.push(layer);
    layer.inputs.forEach(walk);
    finished.push(layer);
  };
  walk(output);

  const steps = new Map<KerasLayer, number>();
  for (const layer of finished.toReversed()) {
    const own = steps.get(layer) ?? 0;
    for (const input of layer.inputs) steps.set(input, Math.max(steps.get(input) ?? 0, own + 1));
  }
  const stepsOf = (layer: KerasLayer) => steps.get(layer) ?? 0;
  return met.sort((left, right) => stepsOf(right) - stepsOf(left));
}
