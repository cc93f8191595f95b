/**
 * The plainest of static hosts, for the tests: serves dist/ below a sub-path, with no header but the
 * type, and a 404 for what is not there.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
};
const root = path.resolve(import.meta.dirname, '../../dist');
const subPath = '/some/where/';

createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const wanted = pathname === subPath ? `${subPath}index.html` : decodeURIComponent(pathname);
  const file = path.join(root, path.relative(subPath, wanted));
  const inside = wanted.startsWith(subPath) && file.startsWith(root);
  const found = inside ? await stat(file).catch(() => null) : null;
  if (!found?.isFile()) {
    response.writeHead(404).end('not found');
    return;
  }
  response.writeHead(200, {
    'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
    'content-length': found.size,
  });
  createReadStream(file).pipe(response);
}).listen(Number(process.env.APP_PORT ?? 4817), '127.0.0.1');
