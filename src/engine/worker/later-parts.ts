import { laterPart } from '../../parts.ts';
import { failed } from '../../result.ts';
import type { EngineFault, EngineResult } from '../protocol.ts';

/** Rooms of the engine that most visits never enter. */
export const exportRoom = laterPart(() => import('./export-model.ts'));
export const precisionRoom = laterPart(() => import('./measure-precisions.ts'));
export const openingRoom = laterPart(() => import('../../exporters/open-model.ts'));
export const analysisRoom = laterPart(() => import('./analyse-job.ts'));
export const layoutRoom = laterPart(() => import('./layout-samples.ts'));

type Part = Extract<EngineFault, { kind: 'part-not-loaded' }>['part'];

/** Works in a room, or says which part of the app did not come. */
export async function within<Room, Value>(
  part: Part,
  room: () => Promise<Room>,
  work: (room: Room) => EngineResult<Value>,
): EngineResult<Value> {
  const entered = await room().catch(() => null);
  return entered === null ? failed({ kind: 'part-not-loaded', part }) : work(entered);
}
