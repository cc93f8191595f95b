import type { CentredWeights } from '../../head/discriminant.ts';
import { asKernel, fitSums } from '../../head/fit-sums.ts';
import { SHRINKAGE } from '../../head/linear-discriminant.ts';
import { createPace } from '../../head/pace.ts';
import { RunningGram } from '../../head/running-gram.ts';
import { RunningSums } from '../../head/running-sums.ts';
import type { RefitRequest } from '../protocol.ts';
import type { SampleRow, SampleRows } from './sample-rows.ts';

/** A change that stops half-way is worth nothing, so no signal reaches it. */
const unbroken = () => createPace(new AbortController().signal);

/** What is kept of the samples' rows between two fits: two forms of the same rule. */
export interface RunningForm {
  /** @throws Missing, NotFinite; then nothing has changed. */
  takeIn(ids: readonly string[], classOf: (id: string) => string): Promise<void>;
  /** @throws Missing where one's embedding is gone, but needed to take it out. */
  takeOut(ids: readonly string[], classOf: (id: string) => string): Promise<void>;
  /** Fits on the samples of the request, which must be those taken in. */
  fit(request: RefitRequest, signal: AbortSignal): Promise<CentredWeights>;
}

/** Sums over rows: one fit takes as long however many there are. */
export class SummedForm implements RunningForm {
  private readonly sums: RunningSums;

  constructor(
    private readonly rows: SampleRows,
    private readonly mirrored: boolean,
    centre: Float64Array<ArrayBuffer>,
  ) {
    this.sums = new RunningSums(centre);
  }

  takeIn(ids: readonly string[], classOf: (id: string) => string): Promise<void> {
    return this.change(ids, classOf, 1);
  }

  takeOut(ids: readonly string[], classOf: (id: string) => string): Promise<void> {
    return this.change(ids, classOf, -1);
  }

  async fit(request: RefitRequest, signal: AbortSignal): Promise<CentredWeights> {
    const { sampleIds, classIds } = request;
    const { sums, rows } = this;
    const { centre } = sums;
    const features = centre.length;
    const { weights, bias } = await fitSums(
      [sums.scatter(classIds)],
      {
        ...labelled(request),
        counts: Int32Array.from(classIds, (id) => sums.count(id)),
        centre,
        async read(places) {
          const found = new Float64Array(places.length * features);
          for (const [at, place] of places.entries()) {
            const id = sampleIds[place % sampleIds.length];
            const { values } = await rows.matrix([id], place >= sampleIds.length);
            for (let p = 0; p < features; p++) found[at * features + p] = values[p] - centre[p];
          }
          return found;
        },
      },
      SHRINKAGE,
      createPace(signal),
    );
    return { kernel: asKernel(weights, features), bias, mean: centre };
  }

  private async change(ids: readonly string[], classOf: (id: string) => string, sign: 1 | -1) {
    const rows = await this.rows.of(ids, this.mirrored);
    const changed = rows.map(({ sampleId, embedding }) => {
      return { classId: classOf(sampleId), embedding };
    });
    await this.sums.change(changed, sign, unbroken());
  }
}

/** Products of rows with rows: quicker while there are fewer of them than features. */
export class GramForm implements RunningForm {
  private readonly gram: RunningGram;

  constructor(
    private readonly rows: SampleRows,
    private readonly mirrored: boolean,
    centre: Float64Array<ArrayBuffer>,
  ) {
    this.gram = new RunningGram(centre);
  }

  async takeIn(ids: readonly string[]): Promise<void> {
    const rows = await this.rows.of(ids, this.mirrored);
    await this.gram.add(
      rows.map((row) => ({ name: nameOf(row), embedding: row.embedding })),
      unbroken(),
    );
  }

  async takeOut(ids: readonly string[]): Promise<void> {
    this.gram.remove(rowNames(ids, this.mirrored));
  }

  fit(request: RefitRequest, signal: AbortSignal): Promise<CentredWeights> {
    const names = rowNames(request.sampleIds, this.mirrored);
    const rows = { ...labelled(request), names };
    return this.gram.fit(rows, request.classIds.length, SHRINKAGE, createPace(signal));
  }
}

/** Originals, then mirror images, as a training takes them. */
function labelled({ labels, groups, mirrored }: RefitRequest) {
  const twice = (values: Int32Array) =>
    mirrored ? Int32Array.from([...values, ...values]) : values;
  return { labels: twice(labels), units: twice(groups) };
}

function rowNames(ids: readonly string[], mirrored: boolean): string[] {
  const names = (mirror: boolean) => ids.map((sampleId) => nameOf({ sampleId, mirror }));
  return mirrored ? [...names(false), ...names(true)] : names(false);
}

const nameOf = ({ sampleId, mirror }: Pick<SampleRow, 'sampleId' | 'mirror'>) =>
  mirror ? `${sampleId}/m` : sampleId;
