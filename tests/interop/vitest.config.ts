import { defineConfig } from 'vitest/config';
import { modelPages } from '../../build/model-pages.ts';

/** Vitest as what runs TypeScript that writes files: Node 20 does not by itself. */
export default defineConfig({
  plugins: [modelPages()],
  test: {
    include: ['tests/interop/make-*.ts'],
    environment: 'node',
    testTimeout: 600_000,
  },
});
