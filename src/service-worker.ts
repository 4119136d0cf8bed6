// The service worker: keeps the files of this build and the empty frame of a plan's page on the device, and lets
// offline-answers.ts answer. One cache for each build, filled whole or not at all; a page asks for the files of its own build
// by their hashed names, so that two builds never mix.
import { build, files, version } from '$service-worker';
import { systemClock } from './lib/sync/environment.ts';
import { OfflineAnswers } from './lib/sync/offline-answers.ts';
import { offlinePath } from './lib/sync/offline-request.ts';

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

const cachePrefix = 'trame-build-';
const cacheName = cachePrefix + version;
const assets = [...build, ...files];

const answers = new OfflineAnswers({
  origin: worker.location.origin,
  assets: new Set(assets),
  fetch: (input, init) => fetch(input, init),
  kept: async (path) => {
    const cache = await caches.open(cacheName);
    // A tab of the build before may still load a part of itself that the server does not have any more.
    return (await cache.match(path)) ?? caches.match(path);
  },
  indexedDb: indexedDB,
  clock: systemClock,
});

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('fetch', (event) => {
  const answer = answers.answer(event.request);
  if (answer === null) return;
  event.respondWith(answer);
  if (event.request.mode === 'navigate') event.waitUntil(dropOldBuilds());
});

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  const frame = await fetch(offlinePath, { cache: 'no-store' });
  if (!frame.ok || frame.redirected) throw new Error(`no frame for plans: ${frame.status}`);
  await cache.addAll(assets);
  await cache.put(offlinePath, frame);
  // Open tabs keep the build they were loaded with: its cache stays until they are gone.
  await worker.skipWaiting();
}

async function activate(): Promise<void> {
  await worker.clients.claim();
  await dropOldBuilds();
}

/** An open page may be one of an older build; of builds before the last two it can hardly be. */
const keptBuilds = 2;

async function dropOldBuilds(): Promise<void> {
  const open = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  // In the order in which they were made.
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(cachePrefix) && name !== cacheName);
  const gone = open.length === 0 ? old : old.slice(0, -keptBuilds);
  await Promise.all(gone.map((name) => caches.delete(name)));
}
