// What goes over the stream, frame by frame, as the library on the other side reads it.
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Framer, transportOf } from './socket-transport.ts';

/** The messages in what was written: final binary frames without a mask, as RFC 6455 has them. */
function messagesIn(bytes: Buffer): Uint8Array[] {
  const messages: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    expect(bytes[at]).toBe(0x82);
    const short = bytes.readUInt8(at + 1);
    const head = short === 127 ? 10 : short === 126 ? 4 : 2;
    const length =
      head === 10 ? Number(bytes.readBigUInt64BE(at + 2)) : head === 4 ? bytes.readUInt16BE(at + 2) : short;
    messages.push(new Uint8Array(bytes.subarray(at + head, at + head + length)));
    at += head + length;
  }
  return messages;
}

function open(framer: Framer) {
  const stream = new PassThrough();
  const written: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => written.push(chunk));
  const socket = { readyState: WebSocket.OPEN as number };
  const transport = transportOf(socket as WebSocket, stream, framer);
  return { socket, transport, received: () => messagesIn(Buffer.concat(written)) };
}

describe('PR21 one frame for all', () => {
  it('PR21 messages of every length arrive as they were, whoever was told what before', () => {
    const framer = new Framer();
    const [one, two] = [open(framer), open(framer)];
    const lengths = [1, 125, 126, 65_535, 65_536, 200_000, 16_384, 16_385];
    const messages = lengths.map((length) => new Uint8Array(length).fill(length % 251));
    for (const message of messages) {
      one.transport.send(message);
      two.transport.send(message);
      one.transport.send(Uint8Array.of(7));
    }
    expect(two.received()).toEqual(messages);
    expect(one.received()).toEqual(messages.flatMap((message) => [message, Uint8Array.of(7)]));
  });

  it('PR21 nothing follows the closing of a socket', () => {
    const { socket, received, transport } = open(new Framer());
    socket.readyState = WebSocket.CLOSING;
    transport.send(Uint8Array.of(1));
    expect(received()).toEqual([]);
  });

  it('PR21 what is large is one piece of memory for all', () => {
    const framer = new Framer();
    const large = new Uint8Array(3_000_000);
    expect(framer.frame(large)[1]).toBe(large);
    const small = Uint8Array.of(1, 2);
    expect(framer.frame(small)[0]).toBe(framer.frame(small)[0]);
  });
});
