import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Subprotocol of the page. Its token is a second one. */
export const SUBPROTOCOL = 'rollerloop';
/** Names by which a browser on this machine reaches the loopback address. */
const HOST_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** A request that is refused: status of HTTP and a sentence. */
export interface Refusal {
  readonly status: number;
  readonly says: string;
}

/** Refuses a request that names another host: a foreign name that resolves to this machine (DNS rebinding). */
export function foreignHost({ headers }: IncomingMessage, port: number): Refusal | undefined {
  const { host } = headers;
  if (HOST_NAMES.some((name) => host === `${name}:${port}`)) return undefined;
  return { status: 403, says: `Host "${host ?? ''}"; allowed: 127.0.0.1:${port} or localhost:${port}.` };
}

/** Refuses a connection of a page that did not come from this server, or that has no token. */
export function foreignPage(request: IncomingMessage, port: number, token: string): Refusal | undefined {
  const { host, origin } = request.headers;
  const refusal = foreignHost(request, port);
  if (refusal !== undefined) return refusal;
  if (origin !== `http://${host}`)
    return { status: 403, says: `Origin "${origin ?? ''}"; allowed: the page of this server.` };
  const [protocol, given, ...more] = (request.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((one) => one.trim());
  if (protocol === SUBPROTOCOL && more.length === 0 && isSame(given ?? '', token)) return undefined;
  return { status: 401, says: 'No token, or an old one; open the address that the server has printed.' };
}

/** Compares two tokens. The time does not depend on the position of the first difference. */
function isSame(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}
