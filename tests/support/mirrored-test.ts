import path from 'node:path';
import { test as base, CHROMIUM_ARGS, resolverRules, sharedFolder } from './browser.ts';
import { type MirrorServer, startMirrorServer } from './mirror-server.ts';

/** Hosts that the official files of MobileNet come from. */
export const OFFICIAL_HOSTS = ['storage.googleapis.com', 'tfhub.dev', 'www.kaggle.com'];
/** The real network that stands in for all of them. */
export const REAL_NETWORK = path.join(sharedFolder, 'backbones/mobilenet_v2_0.35_224');

/** A test whose browser finds the official hosts in a server here, which has the real 0.35 MobileNet. */
export const test = base.extend<object, { mirror: MirrorServer }>({
  mirror: [
    async ({ browserName }, use) => {
      if (browserName !== 'chromium') throw new Error('only Chromium takes rules for host names');
      const mirror = await startMirrorServer(REAL_NETWORK, { https: true });
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
