import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { HilError } from '../../base/hil-error.ts';
import { machineWall, type Wall } from '../../base/wall-clock.ts';
import { foreignHost, foreignPage, type Refusal, SUBPROTOCOL } from './request-checks.ts';
import { RigRoom } from './rig-room.ts';
import { type RigWatch, ServedRig } from './served-rig.ts';

const LOOPBACK = '127.0.0.1';
/** Longest message of any kind: a plan with a scenario and pump files. */
const MESSAGE_BYTES_MAX = 262_144;
/** Pages that a rig serves at once. Assumed: one that drives, and a class that watches. */
const PAGES_MAX = 50;
const TOKEN_BYTES = 16;
/** Headers of the page. Its own content security policy is in its HTML; no other page may frame it. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

export interface ServeTrainerOptions {
  readonly html: string;
  /** Name of a rig with a line. Without it the page is served alone. */
  readonly rig?: string | undefined;
  /** 0 takes a free port. */
  readonly port: number;
  readonly wall?: Wall;
  /** Receives what happens to the rig. The server goes on without it. */
  readonly watch?: RigWatch;
}

/** A trainer page that is served on this machine. */
export interface ServedTrainer {
  /** Address of the page. With a rig, its fragment holds the token, which no browser sends to a server. */
  readonly url: string;
  /** Resolves when serving has ended. */
  readonly ended: Promise<void>;
  /** Halts the rig and ends serving. A second call has no effect. */
  close(): Promise<void>;
}

/**
 * Serves the trainer page on the loopback address, and with it a rig for one page that drives. A rig that goes is taken again
 * when a page asks for it. Rejects with `HilError`: PORT_TAKEN (usage), and as the rig's line does.
 */
export async function serveTrainer(options: ServeTrainerOptions): Promise<ServedTrainer> {
  const { html, port, wall = machineWall } = options;
  const rig = options.rig === undefined ? undefined : await ServedRig.open(options.rig, wall);
  const server = createServer((request, response) => answer(server, html, request, response));
  try {
    await listening(server, port);
  } catch (error) {
    await rig?.close();
    throw error;
  }
  const address = `http://${LOOPBACK}:${portOf(server)}/`;
  if (rig === undefined) return served(server, address, undefined);
  const token = randomBytes(TOKEN_BYTES).toString('hex');
  const room = new RigRoom(rig, () => wall.nowUs());
  rig.watch = {
    onGone: (why) => {
      room.lose(why.message);
      options.watch?.onGone(why);
    },
    onBack: () => options.watch?.onBack(),
  };
  acceptPages(server, room, token);
  return served(server, `${address}#token=${token}`, { rig, room });
}

interface WithRig {
  readonly rig: ServedRig;
  readonly room: RigRoom;
}

function served(server: Server, url: string, withRig: WithRig | undefined): ServedTrainer {
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  return {
    url,
    ended,
    close: async () => {
      await withRig?.rig.close();
      withRig?.room.close();
      server.close();
      server.closeIdleConnections();
      await ended;
    },
  };
}

/** Gives the page, and nothing else. */
function answer(server: Server, html: string, request: IncomingMessage, response: ServerResponse): void {
  const refusal = foreignHost(request, portOf(server)) ?? notThePage(request);
  if (refusal === undefined) {
    response.writeHead(200, HEADERS).end(request.method === 'HEAD' ? undefined : html);
    return;
  }
  response.writeHead(refusal.status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${refusal.says}\n`);
}

function notThePage({ method = '', url = '' }: IncomingMessage): Refusal | undefined {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, says: `Method "${method}"; allowed: GET and HEAD.` };
  const path = url.split('?')[0];
  return path === '/' ? undefined : { status: 404, says: `Path "${path}"; allowed: / for the trainer page.` };
}

function acceptPages(server: Server, room: RigRoom, token: string): void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_BYTES_MAX,
    perMessageDeflate: false,
    handleProtocols: () => SUBPROTOCOL,
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal = foreignPage(request, portOf(server), token) ?? notTheRig(request, room);
    if (refusal === undefined) sockets.handleUpgrade(request, socket, head, (page) => void room.enter(page));
    else refuse(socket, refusal);
  });
}

function notTheRig({ url = '' }: IncomingMessage, { count }: RigRoom): Refusal | undefined {
  if (url !== '/rig') return { status: 404, says: `Path "${url}"; allowed: /rig.` };
  return count < PAGES_MAX ? undefined : { status: 503, says: `${count} pages are connected; allowed: ${PAGES_MAX}.` };
}

function refuse(socket: Duplex, { status, says }: Refusal): void {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'connection: close',
    'content-type: text/plain; charset=utf-8',
    `content-length: ${Buffer.byteLength(says)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${says}`);
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0;
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'another program uses it' : cause.message;
      const details = { cause, hint: 'Name another port, or none for a free one.' };
      reject(new HilError('PORT_TAKEN', 'usage', `Cannot serve on port "${port}": ${why}.`, details));
    });
    server.listen(port, LOOPBACK, resolve);
  });
}
