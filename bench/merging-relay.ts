// A relay that gathers what comes within 10 ms and hands it on as one merged update, to everybody: what merging alone
// costs, without check, document, history or disk.
import type { AddressInfo } from 'node:net';
import * as decoding from 'lib0/decoding';
import { WebSocket, WebSocketServer } from 'ws';
import * as Y from 'yjs';
import { decodeSync, encodeSync, syncUpdate } from '../src/lib/protocol/codec.ts';

const mergeMs = 10;
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
let waiting: Uint8Array[] = [];

function tell(): void {
  const update = encodeSync(syncUpdate, Y.mergeUpdates(waiting));
  waiting = [];
  for (const socket of server.clients) if (socket.readyState === WebSocket.OPEN) socket.send(update);
}

server.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    const decoder = decoding.createDecoder(data);
    decoding.readVarUint(decoder);
    const message = decodeSync(decoder);
    if (!message.ok) throw new Error(message.code);
    if (waiting.length === 0) setTimeout(tell, mergeMs);
    waiting.push(new Uint8Array(message.value.payload));
  });
});
server.on('listening', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
