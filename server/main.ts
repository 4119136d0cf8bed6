// The program as it runs for people: the built pages and the live plans on one port.
import type { RequestListener } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { App } from './app-services.ts';
import { startServerProcess } from './main-process.ts';

const appSymbol = Symbol.for('trame.app');

const built = join(import.meta.dirname, '..', 'build', 'handler.js');

const running = await startServerProcess();
if (!existsSync(built)) {
  await running.app.stop();
  running.fail(running.sentences.buildMissing);
}

// Read by adapter-node when its handler is loaded. request-origin.ts overwrites these headers on every request, so that a
// form is not refused on plain http and nobody can claim another address.
process.env['PROTOCOL_HEADER'] = 'x-forwarded-proto';
process.env['HOST_HEADER'] = 'x-forwarded-host';
process.env['ADDRESS_HEADER'] = 'x-forwarded-for';
process.env['XFF_DEPTH'] = '1';
delete process.env['ORIGIN'];

const { handler } = (await import(pathToFileURL(built).href)) as { handler: RequestListener };

running.server.on('upgrade', (request, stream, head: Buffer) => {
  if (!running.app.handleUpgrade(request, stream, head)) stream.destroy();
});
// The sanctioned global (design D3): Kit bundles its own copy of the code and finds the running app here.
(globalThis as { [appSymbol]?: App })[appSymbol] = running.app.services;
running.open(handler);
