// One WebSocket as a peer uses it. What many are told is framed once and written to each stream as it is: `ws` would make
// the head of the frame anew for each and hand it to the system as a second piece. Everything else is the library's.
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import type { Transport } from './peer.ts';

/** `stream` is what the WebSocket was made on, without compression: nothing of the library's waits behind what we write. */
export function transportOf(socket: WebSocket, stream: Duplex, framer: Framer): Transport {
  let resumeAt: ReturnType<typeof setTimeout> | null = null;
  return {
    get bufferedBytes() {
      return socket.bufferedAmount;
    },
    send: (message) => {
      if (socket.readyState !== WebSocket.OPEN) return;
      for (const piece of framer.frame(message)) stream.write(piece);
    },
    close: (code, reason) => {
      // A paused socket would never read the other side's answer to the close.
      if (resumeAt !== null) clearTimeout(resumeAt);
      if (socket.isPaused) socket.resume();
      socket.close(code, reason);
    },
    pauseFor: (milliseconds) => {
      if (socket.readyState !== WebSocket.OPEN) return;
      if (resumeAt !== null) clearTimeout(resumeAt);
      socket.pause();
      resumeAt = setTimeout(() => {
        resumeAt = null;
        socket.resume();
      }, milliseconds);
      resumeAt.unref();
    },
  };
}

/** Above this the head goes ahead on its own: no copy of what is large, and one piece of memory for all who wait for it. */
const maxCopiedBytes = 16 * 1024;

/** PR21: a broadcast is one message for one peer after the other, and is framed once. */
export class Framer {
  #message: Uint8Array | null = null;
  #pieces: readonly Uint8Array[] = [];

  /** What to write, in order. */
  frame(message: Uint8Array): readonly Uint8Array[] {
    if (message.length > maxCopiedBytes) return [binaryHead(message.length), message];
    if (this.#message !== message) {
      this.#message = message;
      this.#pieces = [Buffer.concat([binaryHead(message.length), message])];
    }
    return this.#pieces;
  }
}

/** RFC 6455, 5.2: of one final binary frame; a server masks nothing. */
function binaryHead(length: number): Buffer {
  if (length < 126) return Buffer.from([0x82, length]);
  const isShort = length < 65_536;
  const head = Buffer.alloc(isShort ? 4 : 10);
  head[0] = 0x82;
  head[1] = isShort ? 126 : 127;
  if (isShort) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}
