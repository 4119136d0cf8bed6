// The server's process without SvelteKit's pages: what tests that kill, stop or block it run, so that they need no build.
import { startServerProcess } from '../../server/main-process.ts';

const running = await startServerProcess();
running.server.on('upgrade', (request, stream, head: Buffer) => {
  if (!running.app.handleUpgrade(request, stream, head)) stream.destroy();
});
running.open((_request, response) => {
  response.writeHead(404).end('no pages');
});
