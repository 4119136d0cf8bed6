// Where `npm start` begins: what Node makes of the source (types taken away, compiled) is kept beside the packages, for the
// next start and for the threads and processes of this one. Without it each takes twice the time to begin, and 25 MB more for
// good. Plain JavaScript, because taking the types away is what costs.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '..', 'node_modules', '.cache', 'trame');
// Where the folder cannot be written it does nothing.
enableCompileCache(process.env.NODE_COMPILE_CACHE);
await import('./main.ts');
// Not only when the process ends in good order.
flushCompileCache();
