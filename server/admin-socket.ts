// How the command line reaches a running server: a Unix socket in the data directory, one request and one answer a
// connection, each a line of JSON. Knows neither the commands nor the store. Only the owner of the directory may connect.
import { chmodSync, existsSync, mkdtempSync, readlinkSync, rmdirSync, rmSync, symlinkSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Grows with the shape of requests and answers, so that a newer command line is not misunderstood by an older server. */
export const adminProtocolVersion = 1;

/** What the kernel takes as a socket's path: 108 bytes with the closing zero on Linux, 104 on macOS. */
const maxPathBytes = 103;
const privateFolderPrefix = 'trame-admin-';
const maxLineBytes = 1024 * 1024;
/** A command sends its line at once. */
const requestTimeoutMs = 10_000;

export interface AdminSocket {
  /** Ends what is still being answered. */
  close(): Promise<void>;
}

/** To be called by the owner of the data directory only: what stands at `file` is taken for a dead server's. */
export async function openAdminSocket(
  file: string,
  answer: (request: unknown) => Promise<unknown>,
  onError: (error: unknown) => void,
): Promise<AdminSocket> {
  removeSocket(file);
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    serve(socket, answer).catch((error: unknown) => {
      onError(error);
      socket.destroy();
    });
  });
  const path = placeSocket(file);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o600);
  server.on('error', onError);
  return {
    close: async () => {
      const closed = closeServer(server);
      for (const socket of connections) socket.destroy();
      await closed;
      removeSocket(file);
    },
  };
}

/** Null when no server listens there. */
export async function askServer(file: string, request: object): Promise<unknown> {
  const socket = await connectTo(file);
  if (socket === null) return null;
  try {
    socket.write(`${JSON.stringify(request)}\n`);
    return JSON.parse(await readLine(socket, Infinity)) as unknown;
  } finally {
    socket.destroy();
  }
}

async function serve(socket: Socket, answer: (request: unknown) => Promise<unknown>): Promise<void> {
  socket.setTimeout(requestTimeoutMs, () => socket.destroy(new Error('no request came')));
  const line = await readLine(socket, maxLineBytes);
  socket.setTimeout(0);
  const reply = await answer(JSON.parse(line));
  socket.end(`${JSON.stringify(reply)}\n`);
}

function readLine(socket: Socket, maxBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    socket.on('data', (chunk: Buffer) => {
      const end = chunk.indexOf(0x0a);
      size += chunk.length;
      if (size > maxBytes) reject(new Error(`a line of more than ${maxBytes} bytes`));
      else if (end < 0) chunks.push(chunk);
      else resolve(Buffer.concat([...chunks, chunk.subarray(0, end)]).toString('utf8'));
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the connection ended before its line')));
  });
}

function connectTo(file: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(readLink(file) ?? file);
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', (error) => {
      // EINVAL: a path too long for the kernel. It holds no socket of ours, which is a link there.
      if (isErrorWith(error, 'ENOENT', 'ECONNREFUSED', 'ENOTSOCK', 'ENOTDIR', 'EINVAL')) resolve(null);
      else reject(error);
    });
  });
}

/** A long path gets its socket in a private folder of its own, and a link to it where one looks. */
function placeSocket(file: string): string {
  if (Buffer.byteLength(file) <= maxPathBytes) return file;
  const path = join(mkdtempSync(join(tmpdir(), privateFolderPrefix)), 'admin.sock');
  symlinkSync(path, file);
  return path;
}

function removeSocket(file: string): void {
  const target = readLink(file);
  const folder = target === null ? null : dirname(target);
  if (target !== null && folder !== null && basename(folder).startsWith(privateFolderPrefix)) {
    rmSync(target, { force: true });
    if (existsSync(folder)) rmdirSync(folder);
  }
  rmSync(file, { force: true });
}

/** Null when there is no link at that place. */
function readLink(file: string): string | null {
  try {
    return readlinkSync(file);
  } catch (error) {
    if (isErrorWith(error, 'EINVAL', 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}

function isErrorWith(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
  });
}
