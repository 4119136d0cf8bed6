import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publicUrl, readConfig } from './config.ts';

describe('the environment', () => {
  it('may be empty', () => {
    expect(readConfig({})).toEqual({
      ok: true,
      value: {
        port: 3000,
        host: null,
        dataDir: resolve('data'),
        origins: [],
        metricsPort: null,
        logLevel: 'info',
        backups: { hourly: 24, daily: 30, monthly: 12 },
      },
    });
  });

  it('is read with what people leave around a value', () => {
    const read = readConfig({
      PORT: ' 8080 ',
      HOST: '127.0.0.1',
      DATA_DIR: '/srv/trame',
      ORIGIN: 'https://Trame.metz.fr/, http://localhost:8080',
      METRICS_PORT: '9100',
      LOG_LEVEL: 'warn',
      BACKUPS: '48, 0, 6',
    });
    expect(read).toEqual({
      ok: true,
      value: {
        port: 8080,
        host: '127.0.0.1',
        dataDir: '/srv/trame',
        origins: ['https://trame.metz.fr', 'http://localhost:8080'],
        metricsPort: 9100,
        logLevel: 'warn',
        backups: { hourly: 48, daily: 0, monthly: 6 },
      },
    });
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '3000.5'],
    ['ORIGIN', 'trame.metz.fr'],
    ['ORIGIN', 'https://trame.metz.fr/plans'],
    ['ORIGIN', 'https://ok.fr, nonsense'],
    ['ORIGIN', 'ftp://trame.metz.fr'],
    ['METRICS_PORT', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['BACKUPS', '24'],
  ])('names %s when it is %j', (variable, value) => {
    expect(readConfig({ [variable]: value })).toEqual({ ok: false, problems: [{ variable, value }] });
  });

  it('OP3 can ask for no backups', () => {
    expect(readConfig({ BACKUPS: 'off' })).toMatchObject({
      value: { backups: { hourly: 0, daily: 0, monthly: 0 } },
    });
  });

  it('names every problem at once', () => {
    const read = readConfig({ PORT: 'x', LOG_LEVEL: 'y' });
    expect(read.ok ? [] : read.problems.map(({ variable }) => variable)).toEqual(['PORT', 'LOG_LEVEL']);
  });

  it('says what links start with', () => {
    expect(publicUrl({ origins: [] }, 4000)).toBe('http://localhost:4000');
    expect(publicUrl({ origins: ['https://trame.metz.fr', 'http://localhost'] }, 4000)).toBe(
      'https://trame.metz.fr',
    );
  });
});
