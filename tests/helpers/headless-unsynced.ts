// The server's process with the store's synchronous=FULL turned into NORMAL behind its back: what a test that looks for syncs
// must find fault with.
import SqliteDatabase from 'better-sqlite3';

const { prototype } = SqliteDatabase;
const pragma = Reflect.get(prototype, 'pragma') as (source: string, options?: object) => unknown;
Reflect.set(prototype, 'pragma', function (this: object, source: string, options?: object): unknown {
  if (source === 'synchronous' && options !== undefined) return 2;
  return pragma.call(this, source === 'synchronous = FULL' ? 'synchronous = NORMAL' : source, options);
});

await import('./headless-main.ts');
