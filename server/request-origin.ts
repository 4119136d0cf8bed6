// Where a request came to and from: the origin people see, whether their page may ask, and their address. What a client
// says in forwarded headers is not believed, except from a proxy on this machine when ORIGIN says that there is one.
import type { IncomingMessage } from 'node:http';

/** The origin this request was made to, as the browser shows it. */
export function originOf(request: IncomingMessage, origins: readonly string[]): URL {
  const host = request.headers.host ?? 'localhost';
  const [first] = origins;
  if (first === undefined)
    return URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : new URL('http://localhost');
  return new URL(origins.find((origin) => new URL(origin).host === host.toLowerCase()) ?? first);
}

/** ORIGIN unset: the host of `Origin` must equal `Host`. Set: an exact list. A missing `Origin` is not accepted. */
export function isOriginAccepted(request: IncomingMessage, origins: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  if (origins.length > 0) return origins.includes(new URL(origin).origin);
  return host !== undefined && new URL(origin).host === host.toLowerCase();
}

export function clientAddress(request: IncomingMessage, origins: readonly string[]): string {
  const direct = request.socket.remoteAddress ?? 'unknown';
  const isLocal = direct === '127.0.0.1' || direct === '::1' || direct === '::ffff:127.0.0.1';
  if (origins.length === 0 || !isLocal) return direct;
  // The last one is what our own proxy saw; those before it are what its client claimed.
  const forwarded = request.headers['x-forwarded-for'];
  const last = (typeof forwarded === 'string' ? forwarded : (forwarded?.at(-1) ?? ''))
    .split(',')
    .at(-1)
    ?.trim();
  return last === undefined || last === '' ? direct : last;
}

/**
 * What SvelteKit's handler is told through headers (main.ts names them in the environment), overwriting the client's own:
 * adapter-node believes https unless told, and then refuses every form sent over plain http.
 */
export function stampRequest(request: IncomingMessage, origins: readonly string[]): void {
  const address = clientAddress(request, origins);
  const origin = originOf(request, origins);
  request.headers['x-forwarded-proto'] = origin.protocol.slice(0, -1);
  request.headers['x-forwarded-host'] = origin.host;
  request.headers['x-forwarded-for'] = address;
}
