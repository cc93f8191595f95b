import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test as base, CHROMIUM_ARGS, hasShared, resolverRules, sharedFolder } from './browser.ts';
import { type MirrorServer, startMirrorServer } from './mirror-server.ts';
import { networkFiles, seededBackbone } from './seeded-backbone.ts';

/** Hosts that the official files of MobileNet come from. */
export const OFFICIAL_HOSTS = ['storage.googleapis.com', 'tfhub.dev', 'www.kaggle.com'];
const REAL_NETWORK = path.join(sharedFolder, 'backbones/mobilenet_v2_0.35_224');

/** What stands in for all of them: the real 0.35 MobileNet, or a tiny network where there is none. */
export const OFFICIAL_FILES: ReadonlyMap<string, Uint8Array> = hasShared
  ? new Map(
      ['model.json', 'group1-shard1of1.bin'].map((name) => [
        name,
        readFileSync(path.join(REAL_NETWORK, name)),
      ]),
    )
  : networkFiles(seededBackbone());

/** A test whose browser finds the official hosts in a server here. */
export const test = base.extend<object, { mirror: MirrorServer }>({
  mirror: [
    async ({ browserName }, use) => {
      if (browserName !== 'chromium') throw new Error('only Chromium takes rules for host names');
      const mirror = await startMirrorServer(OFFICIAL_FILES, { https: true });
      await use(mirror);
      await mirror.close();
    },
    { scope: 'worker' },
  ],
  launchOptions: [
    async ({ mirror }, use) => {
      const executablePath = process.env.CHROMIUM_PATH;
      await use({
        ...(executablePath === undefined ? {} : { executablePath }),
        args: [
          ...CHROMIUM_ARGS,
          '--ignore-certificate-errors',
          `--host-resolver-rules=${resolverRules(OFFICIAL_HOSTS, mirror.port)}`,
        ],
      });
    },
    { scope: 'worker' },
  ],
});
