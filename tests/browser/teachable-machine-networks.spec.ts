import { expect, type Page } from '@playwright/test';
import { largestDifference } from '../../src/exporters/largest-difference.ts';
import { launchOptions, test } from '../support/browser.ts';
import {
  apart,
  BACKBONE_CASES,
  type BackboneCase,
  type ExportCase,
  exportCase,
  HARD_LABEL,
  SEEDED_NETWORK,
} from '../support/export-cases.ts';
import { useWasm } from '../support/export-engine.ts';
import { teachableMachineZip } from '../support/teachable-machine.ts';
import { openTmImage, type TmImageRuntime, tmImageAnswer } from '../support/tm-image.ts';

/**
 * Teachable Machine's files of each whole network in the library that its users have, against the
 * backbone's own graph and the head, one after the other. The library takes one picture at a time,
 * so there are no batches to try. On WebGL, small networks: teachable-machine.spec.ts.
 */
interface Run extends Required<TmImageRuntime> {
  version: string;
  /** Which golden pictures. */
  pictures: readonly number[];
}

const ALL = [0, 1, 2];
const TFJS_4: Run = { tfjs: '4', version: '4.22.0', backend: 'wasm', pictures: ALL };
const TFJS_1: Run = { tfjs: '1', version: '1.3.1', backend: 'cpu', pictures: ALL };
/**
 * 1.3.1 has no WASM: a full-width network takes it over a second a picture, and as long to load. So
 * each kind of head once and each number of classes; and the second picture, for the head is centred
 * on the first, which would show little more than its bias.
 */
const TFJS_1_ONCE: Run = { ...TFJS_1, pictures: [1] };
const ONCE = new Set(['linear head, 2 classes', 'hidden head, 20 classes']);

// MobileNet v3 and v4 cannot be written.
const NETWORKS = Object.entries(BACKBONE_CASES).filter(
  ([, backbone]) => backbone.version < 3 && backbone !== SEEDED_NETWORK,
);

test.use(launchOptions());
test.beforeAll(useWasm);

for (const [name, backbone] of NETWORKS) {
  test(`tmImage answers as ${name} and its head do`, async ({ page }) => {
    test.skip(backbone.network === null, `${name} is not on this machine`);
    test.setTimeout(300_000);
    const cases = await casesOf(backbone);
    for (const run of [name.startsWith('hub') ? TFJS_1_ONCE : TFJS_1, TFJS_4]) {
      await openTmImage(page, run);
      for (const [of, made] of cases) {
        if (run === TFJS_1_ONCE && !ONCE.has(of)) continue;
        await test.step(`TensorFlow.js ${run.version}, ${of}`, () =>
          expectSameAnswers(page, run, made));
      }
    }
  });
}

/** Both kinds of head, 2 and 20 classes. */
async function casesOf(backbone: BackboneCase): Promise<Map<string, ExportCase>> {
  const cases = new Map<string, ExportCase>();
  for (const kind of ['linear', 'hidden'] as const) {
    for (const classes of [2, 20]) {
      const made = await exportCase(backbone, kind, classes);
      // The pictures are told apart, so the comparisons mean something.
      expect(apart(made.source.golden)).toBeGreaterThan(0.01);
      expect(made.source.labels).toContain(HARD_LABEL);
      cases.set(`${kind} head, ${classes} classes`, made);
    }
  }
  return cases;
}

async function expectSameAnswers(page: Page, run: Run, made: ExportCase): Promise<void> {
  const { golden, labels } = made.source;
  const asked = golden.filter((_, at) => run.pictures.includes(at));
  const given = await tmImageAnswer(page, teachableMachineZip(made, asked));
  expect([given.tfjs, given.backend]).toEqual([run.version, run.backend]);
  expect(given.labels).toEqual(labels);
  expect(given.rows).toHaveLength(run.pictures.length);
  expect(largestDifference(asked, given.rows)).toBeLessThanOrEqual(1e-4);
}
