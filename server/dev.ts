// The same program for developers: pages come from Vite, changed files show at once, on the same port.
import type { RequestListener } from 'node:http';
import { createServer as createViteServer } from 'vite';
import type { App } from './app-services.ts';
import { startServerProcess } from './main-process.ts';

const appSymbol = Symbol.for('trame.app');

const running = await startServerProcess();
running.server.on('upgrade', (request, stream, head: Buffer) => {
  // Vite listens on the same server and answers its own sub-protocols; nobody else is left.
  const isVite = request.headers['sec-websocket-protocol']?.startsWith('vite-') ?? false;
  if (!running.app.handleUpgrade(request, stream, head) && !isVite) stream.destroy();
});
const vite = await createViteServer({
  server: { middlewareMode: true, hmr: { server: running.server } },
});

// The sanctioned global (design D3): Kit bundles its own copy of the code and finds the running app here.
(globalThis as { [appSymbol]?: App })[appSymbol] = running.app.services;
running.open(vite.middlewares as RequestListener);
