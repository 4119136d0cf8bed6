// The hourly backup in the running app: it lands in its folder, private, and the metrics say so.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listBackups } from '../../server/store/backup-files.ts';
import { startLiveServer } from '../helpers/live-server.ts';

it('OP2 the running server makes its backups in the data directory', async () => {
  const live = await startLiveServer({
    backups: { hourly: 24, daily: 30, monthly: 12 },
    backupTiming: { everyMs: 3_600_000, firstAfterMs: 0 },
  });
  try {
    const folder = join(live.dataDir, 'backups');
    const isCounted = (): boolean =>
      live.app.formatMetrics().includes('trame_backups_total{outcome="done"} 1');
    while (!isCounted()) await new Promise((resolve) => setImmediate(resolve));
    const [made] = listBackups(folder);
    expect((statSync(made?.file ?? '').mode & 0o777).toString(8)).toBe('600');
    expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
  } finally {
    await live.dispose();
  }
});
