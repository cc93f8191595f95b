import { defineConfig } from 'vitest/config';
import { modelPages } from './build/model-pages.ts';

export default defineConfig({
  plugins: [modelPages()],
  test: {
    include: ['src/**/*.test.ts', 'tests/unit/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    // Vitest leaves one core free of its own accord: half of the time on the two that this must fit.
    maxWorkers: 2,
    reporters: ['default'],
  },
});
