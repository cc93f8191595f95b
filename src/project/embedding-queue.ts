import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { engine } from '../engine/engine.ts';
import type { EngineFault } from '../engine/protocol.ts';
import { nextTask } from '../next-task.ts';
import type { CropPixels } from '../picture/types.ts';
import { decoder } from './decoder.ts';
import { readPicture } from './disk.ts';
import { EmbeddingBacklog, type EmbeddingBatch } from './embedding-backlog.ts';
import { allSamples, projectStore } from './store.ts';
import type { Sample, SampleId } from './types.ts';

/** Pictures in one call to the engine, and in one transaction there. */
const BATCH = 8;
/** One is computed while the last is written to disk and the next is on its way. */
const BATCHES_UNDER_WAY = 3;
/** Decoded crops that wait here, 200 kB each; past it `room()` holds the intake back. */
const ENOUGH_WAITING_CROPS = 64;
/** Past it crops are dropped: `room()` is asked before a group is decoded, so of two drops some still come. */
const MOST_WAITING_CROPS = 160;

export interface EmbeddingState {
  /** Live samples whose own embedding is on disk, for the backbone in use. */
  done: number;
  total: number;
  /** Mirror images still to do; they are made when nothing else is. */
  mirrorsLeft: number;
  /** 'paused' by the user; 'waiting' for a backbone. */
  activity: 'waiting' | 'running' | 'idle' | 'paused' | 'failed';
  fault: EngineFault | null;
  /** On disk, but their pictures can no longer be read. */
  unreadable: SampleId[];
}

export const embeddingStore = createStore<EmbeddingState>(() => ({
  done: 0,
  total: 0,
  mirrorsLeft: 0,
  activity: 'waiting',
  fault: null,
  unreadable: [],
}));

export function useEmbedding(): EmbeddingState {
  return useStore(embeddingStore);
}

/**
 * Gives every sample its embedding, once: its own picture as soon as it is there, its mirror image
 * when the engine has nothing better to do. A sample that is only tested needs no mirror image.
 */
class EmbeddingQueue {
  private readonly crops = new Map<SampleId, CropPixels>();
  private readonly backlog = new EmbeddingBacklog();
  /** In a batch that the engine has now. */
  private readonly underWay = new Set<SampleId>();
  private readonly waitingForRoom: (() => void)[] = [];
  private ready = false;
  private paused = false;
  private running = false;
  /** Counts the backbones; an answer for an earlier one is dropped. */
  private generation = 0;

  /** New live samples, with their crops while those are at hand. Costs nothing for those that are there. */
  add(arrived: readonly { sample: Sample; pixels: CropPixels }[]): void {
    for (const { sample, pixels } of arrived) {
      this.backlog.add(sample);
      // Beyond the limit it is decoded again, from disk, when its turn comes.
      if (this.crops.size < MOST_WAITING_CROPS) this.crops.set(sample.id, pixels);
    }
    this.goOn();
  }

  /** While the engine is at work: resolves when it has caught up enough for one more crop. */
  async room(): Promise<void> {
    while (this.running && this.crops.size >= ENOUGH_WAITING_CROPS) {
      await new Promise<void>((resolve) => this.waitingForRoom.push(resolve));
    }
  }

  /** A backbone is in use: from here on embeddings are its own. */
  async begin(): Promise<void> {
    this.suspend();
    const generation = this.generation;
    const answer = await engine.embedded();
    if (generation !== this.generation) return;
    if (!answer.ok) return this.report('failed', answer.fault);
    this.backlog.begin(answer.value.originals, answer.value.mirrored);
    this.ready = true;
    this.wake();
  }

  /** No backbone for now; what is under way is dropped. */
  suspend(): void {
    this.ready = false;
    this.generation += 1;
    this.report('waiting');
  }

  pause(): void {
    this.paused = true;
    this.report('paused');
  }

  /** Goes on after a pause or a failure. */
  resume(): void {
    this.paused = false;
    if (!this.ready && embeddingStore.getState().activity === 'failed') void this.begin();
    else this.wake();
  }

  /** There is no backbone, and none is coming. */
  fail(fault: EngineFault): void {
    this.suspend();
    this.report('failed', fault);
  }

  /** Samples have changed, in whatever way: look at all of them for work. */
  wake(): void {
    this.backlog.survey(allSamples(projectStore.getState()));
    for (const id of this.crops.keys()) if (!this.backlog.isOpen(id)) this.crops.delete(id);
    this.goOn();
  }

  private goOn(): void {
    const { activity, fault } = embeddingStore.getState();
    // What failed stays so until it is tried again, whatever comes in meanwhile.
    if (!this.ready) this.report(activity === 'failed' ? 'failed' : 'waiting', fault);
    else if (this.paused) this.report('paused');
    else if (!this.running) void this.run();
    // Whoever looks must not take samples for read that have only just come.
    else this.report('running');
  }

  /** Resolves when all live samples have their embeddings, or with the reason why they have not. */
  finished(signal: AbortSignal): Promise<EngineFault | null> {
    this.resume();
    return new Promise((resolve) => {
      const settle = (fault: EngineFault | null) => {
        unsubscribe();
        signal.removeEventListener('abort', cancelled);
        resolve(fault);
      };
      const cancelled = () => settle({ kind: 'cancelled' });
      const look = (state: EmbeddingState) => {
        if (state.activity === 'failed') settle(state.fault);
        else if (state.activity === 'idle') settle(null);
        else if (state.activity === 'paused') settle({ kind: 'cancelled' });
      };
      const unsubscribe = embeddingStore.subscribe(look);
      signal.addEventListener('abort', cancelled, { once: true });
      if (signal.aborted) cancelled();
      else if (!this.running) look(embeddingStore.getState());
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    const faults: EngineFault[] = [];
    const underWay = new Map<Promise<unknown>, { mirror: boolean }>();
    while (this.ready && !this.paused && faults.length === 0) {
      const next = this.next();
      if (next === null && underWay.size === 0) break;
      // A mirror image must not keep the worker from hearing that the last originals are on disk.
      const originalsFirst = next?.mirror && [...underWay.values()].some(({ mirror }) => !mirror);
      const work = originalsFirst ? null : next;
      if (work !== null) {
        this.report('running');
        const batch = this.embed(work.samples, work.mirror).then((fault) => {
          underWay.delete(batch);
          if (fault !== null) faults.push(fault);
        });
        underWay.set(batch, work);
      }
      if (work === null || underWay.size >= BATCHES_UNDER_WAY) await Promise.race(underWay.keys());
    }
    await Promise.all(underWay.keys());
    this.running = false;
    this.makeRoom();
    const [fault] = faults;
    // A sample, or a backbone, may have come while the last batches ended.
    const more = this.ready && !this.paused && fault === undefined && this.next() !== null;
    if (more) return this.run();
    if (!this.ready) this.report('waiting');
    else if (this.paused) this.report('paused');
    else if (fault !== undefined) this.report('failed', fault);
    else this.report('idle');
  }

  /** What comes in now goes before thousands that are read again: the intake waits for its room. */
  private next(): EmbeddingBatch | null {
    return this.backlog.next(this.crops.keys(), this.underWay, BATCH);
  }

  private async embed(samples: Sample[], mirror: boolean): Promise<EngineFault | null> {
    const { generation } = this;
    for (const { id } of samples) this.underWay.add(id);
    // What has come in can be drawn now: copying its crops is for a task of its own.
    await nextTask();
    // Reading from disk may fail for a moment (Safari drops its connection): no reason to stop for good.
    const fault = await this.embedCrops(samples, mirror, generation).catch(
      (error: unknown): EngineFault => ({ kind: 'crashed', detail: String(error) }),
    );
    for (const { id } of samples) this.underWay.delete(id);
    return fault;
  }

  private async embedCrops(
    samples: Sample[],
    mirror: boolean,
    generation: number,
  ): Promise<EngineFault | null> {
    const crops = await Promise.all(samples.map((sample) => this.cropOf(sample)));
    const readable: Sample[] = [];
    const pixels: CropPixels[] = [];
    samples.forEach((sample, index) => {
      const crop = crops[index];
      if (crop == null) return;
      readable.push(sample);
      pixels.push(crop);
    });
    if (readable.length === 0 || generation !== this.generation) return null;
    const ids = readable.map(({ id }) => id);
    const answer = await engine.embed(ids, pixels, mirror);
    if (generation !== this.generation) return null;
    if (!answer.ok) return answer.fault;
    this.backlog.finish(ids, mirror);
    for (const id of ids) {
      // The crop is kept for the mirror image only while there is room.
      const keeps = this.backlog.isOpen(id) && this.crops.size < ENOUGH_WAITING_CROPS / 2;
      if (!keeps) this.crops.delete(id);
    }
    this.makeRoom();
    return null;
  }

  /** The crop of a sample; null where its picture is lost, which is remembered. */
  private async cropOf(sample: Sample): Promise<CropPixels | null> {
    const atHand = this.crops.get(sample.id);
    if (atHand !== undefined) return atHand;
    const bytes = await readPicture(sample.id);
    const cropped = bytes === null ? null : await decoder.crop(bytes, sample.type);
    if (cropped?.ok) return cropped.value;
    this.backlog.lose(sample.id);
    return null;
  }

  private makeRoom(): void {
    for (const resolve of this.waitingForRoom.splice(0)) resolve();
  }

  private report(activity: EmbeddingState['activity'], fault: EngineFault | null = null): void {
    embeddingStore.setState({ activity, fault, ...this.backlog.counts() });
  }
}

export const embeddingQueue = new EmbeddingQueue();
