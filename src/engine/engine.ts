import { EngineClient } from './client.ts';

/** The app's one engine. Its worker starts with the first call. */
export const engine = new EngineClient(
  () => new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' }),
);
