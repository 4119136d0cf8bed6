// As headless-main.ts, in a hurry: a new epoch begins every few commits.
import { startServerProcess } from '../../server/main-process.ts';

const running = await startServerProcess({
  compaction: { structs: 1, structsPerCell: 0, chain: 1, lookEvery: 5, quietMs: 0 },
});
running.server.on('upgrade', (request, stream, head: Buffer) => {
  if (!running.app.handleUpgrade(request, stream, head)) stream.destroy();
});
running.open((_request, response) => {
  response.writeHead(404).end('no pages');
});
