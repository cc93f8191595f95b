/** From package.json, by `define` in vite.config.ts. */
declare const __APP_VERSION__: string;
