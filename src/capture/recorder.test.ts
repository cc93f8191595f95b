import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Recorder, type RecorderState, type RecordSettings } from './recorder.ts';

function setUp({
  settings,
  pending = () => 0,
}: Partial<{ settings: RecordSettings; pending: () => number }> = {}) {
  const taken: { burstId: string; at: number }[] = [];
  const states: RecorderState[] = [];
  let bursts = 0;
  const recorder = new Recorder({
    take: async (burstId) => {
      taken.push({ burstId, at: performance.now() });
    },
    pending,
    settings: () => settings ?? { picturesPerSecond: 10, delaySeconds: 2, durationSeconds: 5 },
    onState: (state) => states.push(state),
    newBurstId: () => `burst ${++bursts}`,
  });
  return { recorder, taken, states };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('holding', () => {
  it('takes the first picture at once, and then at the rate', async () => {
    const { recorder, taken } = setUp();
    recorder.startHold();
    expect(taken).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(taken).toHaveLength(11);
    recorder.stop();
    await vi.advanceTimersByTimeAsync(1000);
    expect(taken).toHaveLength(11);
    expect(recorder.state).toEqual({ kind: 'idle' });
  });

  it('gives each hold a burst of its own', () => {
    const { recorder, taken } = setUp();
    recorder.startHold();
    recorder.stop();
    recorder.startHold();
    recorder.stop();
    expect(taken.map(({ burstId }) => burstId)).toEqual(['burst 1', 'burst 2']);
  });

  it('does not start twice when a key is pressed while the pointer holds', async () => {
    const { recorder, taken } = setUp();
    recorder.startHold();
    recorder.startHold();
    await vi.advanceTimersByTimeAsync(500);
    expect(taken).toHaveLength(6);
    expect(new Set(taken.map(({ burstId }) => burstId)).size).toBe(1);
  });

  it('does not make up for ticks that the browser held back', async () => {
    const { recorder, taken } = setUp();
    recorder.startHold();
    const clock = vi.spyOn(performance, 'now');
    const late = performance.now() + 950;
    clock.mockReturnValue(late);
    await vi.advanceTimersByTimeAsync(100);
    clock.mockRestore();
    expect(taken).toHaveLength(2);
  });

  it.each([1, 7, 30])('takes %i a second, without drift over ten seconds', async (rate) => {
    const { recorder, taken } = setUp({
      settings: { picturesPerSecond: rate, delaySeconds: 0, durationSeconds: 1 },
    });
    recorder.startHold();
    await vi.advanceTimersByTimeAsync(10_010);
    expect(taken).toHaveLength(10 * rate + 1);
  });
});

describe('one picture', () => {
  it('is a burst of one', async () => {
    const { recorder, taken } = setUp();
    recorder.takeOne();
    await vi.advanceTimersByTimeAsync(1000);
    expect(taken).toHaveLength(1);
  });

  it('does not end a hands-free run', () => {
    const { recorder } = setUp();
    recorder.startHandsFree();
    recorder.takeOne();
    expect(recorder.state.kind).toBe('countdown');
  });
});

describe('hands-free', () => {
  it('counts down, records for the time, and stops by itself', async () => {
    const { recorder, taken, states } = setUp();
    recorder.startHandsFree();
    expect(recorder.state).toEqual({ kind: 'countdown', secondsLeft: 2 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(recorder.state).toEqual({ kind: 'countdown', secondsLeft: 1 });
    expect(taken).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1000);
    expect(recorder.state).toMatchObject({ kind: 'recording', taken: 1, secondsLeft: 5 });
    await vi.advanceTimersByTimeAsync(5000);
    expect(recorder.state).toEqual({ kind: 'idle' });
    expect(taken).toHaveLength(50);
    expect(states.filter(({ kind }) => kind === 'countdown')).toHaveLength(2);
  });

  it.each([
    [30, 3],
    [7, 1],
    [1, 60],
  ])('takes %i a second for %i seconds: the product, no more', async (rate, duration) => {
    const { recorder, taken } = setUp({
      settings: { picturesPerSecond: rate, delaySeconds: 0, durationSeconds: duration },
    });
    recorder.startHandsFree();
    await vi.advanceTimersByTimeAsync(duration * 1000 + 100);
    expect(taken).toHaveLength(rate * duration);
    expect(recorder.state.kind).toBe('idle');
  });

  it('can be stopped while it counts down', async () => {
    const { recorder, taken } = setUp();
    recorder.startHandsFree();
    await vi.advanceTimersByTimeAsync(500);
    recorder.stop();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(taken).toHaveLength(0);
  });
});

describe('a sink that is behind', () => {
  it('makes pictures drop rather than wait', async () => {
    let waiting = 30;
    const { recorder, taken } = setUp({ pending: () => waiting });
    recorder.startHold();
    await vi.advanceTimersByTimeAsync(500);
    expect(taken).toHaveLength(0);
    expect(recorder.state).toMatchObject({ taken: 0, dropped: 6 });
    waiting = 0;
    await vi.advanceTimersByTimeAsync(200);
    expect(taken).toHaveLength(2);
  });

  it('counts pictures whose taking has not ended', async () => {
    let started = 0;
    const recorder = new Recorder({
      take: () => {
        started += 1;
        return new Promise(() => {});
      },
      pending: () => 0,
      settings: () => ({ picturesPerSecond: 30, delaySeconds: 0, durationSeconds: 1 }),
      onState: () => {},
    });
    recorder.startHold();
    await vi.advanceTimersByTimeAsync(5000);
    expect(started).toBe(30);
  });
});
