// A WebSocket client as light as can be, so that hundreds of them cost the bench less than what they measure: no masking
// (a mask of zeros), no copy of what nobody reads. It knows frames of bytes, not what they say.
import { createHash, randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** Servers end a connection that answers no ping: one is said in time without being asked. */
const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
const pongEveryMs = 5_000;

export interface RawClientOptions {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Each message is a view that is good until the call returns. */
  readonly onMessage: (message: Buffer) => void;
  /** Once; not for `destroy`. */
  readonly onClose?: (code: number) => void;
}

export class RawClient {
  readonly #socket: Socket;
  readonly #options: RawClientOptions;
  readonly #pongs: ReturnType<typeof setInterval>;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #neededBytes = 0;
  #isClosed = false;

  private constructor(socket: Socket, options: RawClientOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#pongs = setInterval(() => socket.write(pong), pongEveryMs);
    this.#pongs.unref();
    socket.on('close', () => {
      clearInterval(this.#pongs);
      this.#close(1006);
    });
  }

  static open(options: RawClientOptions): Promise<RawClient> {
    const { hostname, port, pathname, search, host } = new URL(options.url);
    const key = randomBytes(16).toString('base64');
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const lines = Object.entries(options.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(
      `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n${lines.join('')}\r\n`,
    );
    return new Promise((resolve, reject) => {
      let head = Buffer.alloc(0);
      const hear = (chunk: Buffer): void => {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        socket.off('data', hear).off('error', reject);
        const accept = createHash('sha1')
          .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
          .digest('base64');
        const text = head.toString('latin1', 0, end);
        if (!text.startsWith('HTTP/1.1 101') || !text.includes(accept)) {
          socket.destroy();
          return reject(new Error(text.split('\r\n', 1)[0]));
        }
        const client = new RawClient(socket, options);
        socket.on('error', () => socket.destroy());
        socket.on('data', (data: Buffer) => client.#receive(data));
        if (head.length > end + 4) client.#receive(head.subarray(end + 4));
        resolve(client);
      };
      socket.on('data', hear).on('error', reject);
    });
  }

  /** All of them in one write. */
  send(...messages: readonly Uint8Array[]): void {
    this.#socket.write(Buffer.concat(messages.flatMap((message) => [headOf(message.length), message])));
  }

  destroy(): void {
    this.#isClosed = true;
    this.#socket.destroy();
  }

  #close(code: number): void {
    if (this.#isClosed) return;
    this.destroy();
    this.#options.onClose?.(code);
  }

  #receive(chunk: Buffer): void {
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    // A large message is put together once, when all of it is there.
    if (this.#waitingBytes < this.#neededBytes) return;
    let bytes = this.#waiting.length === 1 ? chunk : Buffer.concat(this.#waiting);
    let size = frameSize(bytes);
    while (size !== null && bytes.length >= size.head + size.body) {
      const body = bytes.subarray(size.head, size.head + size.body);
      const opcode = (bytes[0] ?? 0) & 0x0f;
      if (opcode === 2) this.#options.onMessage(body);
      else if (opcode === 8) this.#close(body.length < 2 ? 1005 : body.readUInt16BE());
      bytes = bytes.subarray(size.head + size.body);
      size = frameSize(bytes);
    }
    this.#waiting = bytes.length === 0 ? [] : [bytes];
    this.#waitingBytes = bytes.length;
    this.#neededBytes = size === null ? 0 : size.head + size.body;
  }
}

function frameSize(bytes: Buffer): { readonly head: number; readonly body: number } | null {
  const [, second] = bytes;
  if (second === undefined) return null;
  if (second < 126) return { head: 2, body: second };
  if (second === 126) return bytes.length < 4 ? null : { head: 4, body: bytes.readUInt16BE(2) };
  return bytes.length < 10 ? null : { head: 10, body: Number(bytes.readBigUInt64BE(2)) };
}

/** Of a masked binary message whose mask is four zeros. */
function headOf(length: number): Buffer {
  if (length < 126) return Buffer.from([0x82, 0x80 | length, 0, 0, 0, 0]);
  const head = Buffer.alloc(length < 65_536 ? 8 : 14);
  head[0] = 0x82;
  head[1] = 0x80 | (length < 65_536 ? 126 : 127);
  if (length < 65_536) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}
