import { describe, expect, test } from 'vitest';
import { runNetwork } from '../../../tests/support/run-network.ts';
import { smallNetwork, smallPicture } from '../../../tests/support/small-networks.ts';
import { channelGroups } from './channel-groups.ts';
import { equalise } from './equalise.ts';
import { rangesOf } from './ranges.ts';

const figuresOf = (network: ReturnType<typeof smallNetwork>, picture: Uint8Array) =>
  runNetwork(network, picture).map((values, at) =>
    rangesOf(values, network.operations[at]?.shape[2] ?? 1),
  );

describe('equalise', () => {
  test.each([false, true])('changes no answer on the pictures measured (rich: %s)', (rich) => {
    const network = smallNetwork({ seed: 8, head: 'hidden', rich });
    const picture = smallPicture(1);
    const { operations, figures } = equalise(network, figuresOf(network, picture));
    const equalised = { ...network, operations };
    const before = runNetwork(network, picture).at(-1) ?? [];
    const after = runNetwork(equalised, picture).at(-1) ?? [];
    for (const [at, value] of before.entries()) expect(after[at]).toBeCloseTo(value, 6);
    // The figures are those that the other network would have been measured with.
    for (const [at, measured] of figuresOf(equalised, picture).entries()) {
      const spread = Math.max(...(figures[at]?.max ?? []), -Math.min(...(figures[at]?.min ?? [])));
      for (const key of ['min', 'max', 'mean'] as const) {
        for (const [channel, value] of measured[key].entries()) {
          const predicted = figures[at]?.[key][channel] ?? Number.NaN;
          expect(Math.abs(predicted - value)).toBeLessThan(1e-5 * spread + 1e-9);
        }
      }
    }
  });

  test('raises quiet channels, at most fourfold', () => {
    const network = smallNetwork({ seed: 8 });
    const before = figuresOf(network, smallPicture(1));
    const { figures } = equalise(network, before);
    const raised = figures.flatMap(({ mean }, at) =>
      [...mean].map((value, channel) => value / (before[at]?.mean[channel] ?? 1)),
    );
    const told = raised.filter(Number.isFinite);
    expect(Math.max(...told)).toBeGreaterThan(1.5);
    expect(Math.max(...told)).toBeLessThan(4.0001);
    expect(Math.min(...told)).toBeGreaterThan(0.9999);
  });
});

describe('channelGroups', () => {
  test('joins what an addition joins, and leaves factors and logits alone', () => {
    const { operations } = smallNetwork({ rich: true });
    const groups = channelGroups(operations);
    for (const [at, operation] of operations.entries()) {
      if (operation.kind === 'add') {
        for (const input of operation.inputs) expect(groups[input]).toBe(groups[at]);
        expect(groups[at]).not.toBeNull();
      }
      if (operation.kind === 'multiply') {
        for (const input of operation.inputs) expect(groups[input]).toBeNull();
        expect(groups[at]).toBeNull();
      }
      if (operation.kind === 'softmax') expect(groups[operation.input]).toBeNull();
    }
  });
});
