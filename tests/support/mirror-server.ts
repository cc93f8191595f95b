import { readFile } from 'node:fs/promises';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { generate } from 'selfsigned';

/**
 * How a place answers. 'cut' (connection broken half way), 'short' (fewer bytes, and a
 * Content-Length that agrees), 'stall' (half, then silence) and 'slow' concern the shards; the
 * others every file.
 */
export type Behaviour = 'ok' | 'cut' | 'short' | 'stall' | 'slow' | 'html' | 'hang' | 403 | 404;

export interface LoggedRequest {
  host: string;
  /** Without the query. */
  path: string;
  query: string;
  behaviour: Behaviour;
}

export interface MirrorServer {
  port: number;
  /** `http(s)://127.0.0.1:port` */
  origin: string;
  /** Every request so far, in order. */
  log: LoggedRequest[];
  /**
   * Sets how a host ("tfhub.dev"), a path on it ("storage.googleapis.com/tfjs-models") or one file
   * answers; the longest place that fits decides. '' is everywhere.
   */
  behave(place: string, behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** A folder, or files by name. */
export type MirrorContent = string | ReadonlyMap<string, Uint8Array>;

export interface MirrorOptions {
  /** With a self-signed certificate; start Chromium with `--ignore-certificate-errors`. */
  https?: boolean;
  port?: number;
  /** Between the pieces of a 'slow' answer. */
  pauseMilliseconds?: number;
}

/** Tells the server which host was meant, where the address itself had to be changed. */
const HOST_HEADER = 'x-meant-for-host';
const SLOW_PIECES = 20;

/**
 * Stands in for every host that MobileNet can be had from: whatever the path, the file of that base
 * name is answered, with a CORS header. Chromium is sent here by
 * `--host-resolver-rules="MAP storage.googleapis.com 127.0.0.1:PORT, MAP tfhub.dev 127.0.0.1:PORT"`.
 */
export async function startMirrorServer(
  content: MirrorContent,
  options: MirrorOptions = {},
): Promise<MirrorServer> {
  const log: LoggedRequest[] = [];
  const behaviours = new Map<string, Behaviour>([['', 'ok']]);
  const pause = options.pauseMilliseconds ?? 50;

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const meantFor = request.headers[HOST_HEADER];
    const host = typeof meantFor === 'string' ? meantFor : (request.headers.host ?? '');
    const { pathname, search } = new URL(request.url ?? '/', 'http://any');
    const [place = ''] = [...behaviours.keys()]
      .filter((key) => `${host}${pathname}`.startsWith(key))
      .sort((a, b) => b.length - a.length);
    const behaviour = behaviours.get(place) ?? 'ok';
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Private-Network', 'true');
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    log.push({ host, path: pathname, query: search, behaviour });
    const name = pathname.slice(pathname.lastIndexOf('/') + 1);
    await send(response, name, await contentOf(content, name), behaviour, pause);
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    // A client that has gone away is no fault of the server's.
    answer(request, response).catch(() => response.destroy());
  };
  const server = options.https ? createHttps(await certificate(), listener) : createHttp(listener);
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `${options.https ? 'https' : 'http'}://127.0.0.1:${port}`,
    log,
    behave: (place, behaviour) => void behaviours.set(place, behaviour),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A fetch that sends every request to the server, whatever host it is for. */
export function fetchThrough(server: MirrorServer): typeof fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init?.headers);
    headers.set(HOST_HEADER, url.host);
    return fetch(server.origin + url.pathname + url.search, { ...init, headers });
  };
}

async function send(
  response: ServerResponse,
  name: string,
  file: Uint8Array | null,
  behaviour: Behaviour,
  pause: number,
): Promise<void> {
  if (behaviour === 'hang') return;
  if (typeof behaviour === 'number') return void response.writeHead(behaviour).end('refused');
  if (behaviour === 'html') return sendHtml(response, 200);
  if (!file) return sendHtml(response, 404);

  const isJson = name.endsWith('.json');
  const type = isJson ? 'application/json' : 'application/octet-stream';
  const whole = isJson || behaviour !== 'short' ? file : file.subarray(0, file.length * 0.9);
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': whole.length });
  if (isJson || behaviour === 'ok' || behaviour === 'short') return void response.end(whole);

  if (behaviour === 'slow') {
    const piece = Math.ceil(whole.length / SLOW_PIECES);
    for (let from = 0; from < whole.length && !response.destroyed; from += piece) {
      response.write(whole.subarray(from, from + piece));
      await sleep(pause);
    }
    return void response.end();
  }
  response.write(whole.subarray(0, whole.length / 2));
  if (behaviour === 'cut') {
    // Only after the half is on its way, or the client never sees the headers.
    await sleep(pause);
    response.destroy();
  }
}

function sendHtml(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'text/html' });
  response.end('<!DOCTYPE html><html><body><h1>Sign in to the network</h1></body></html>');
}

async function contentOf(content: MirrorContent, name: string): Promise<Uint8Array | null> {
  if (typeof content !== 'string') return content.get(name) ?? null;
  try {
    return await readFile(join(content, name));
  } catch {
    return null;
  }
}

async function certificate(): Promise<{ key: string; cert: string }> {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
  });
  return { key: made.private, cert: made.cert };
}
