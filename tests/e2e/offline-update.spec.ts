// A new build, while a page of the one before is open. The builds are the same files; a small proxy gives the worker's script
// and the file of the version another version, as a new build would.
import { once } from 'node:events';
import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './fixtures.ts';

class BuildProxy {
  readonly #server: Server;
  #suffix = '';

  private constructor(target: string, version: string) {
    this.#server = createServer((request, response) => {
      // Whole answers, as they are: what is known already and what is packed could not be altered.
      const {
        'accept-encoding': _,
        'if-none-match': __,
        'if-modified-since': ___,
        ...headers
      } = request.headers;
      const onward = ask(
        new URL(request.url ?? '/', target),
        { method: request.method, headers },
        (answer) => {
          const isOfBuild = ['/service-worker.js', '/_app/version.json'].includes(request.url ?? '');
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('end', () => {
            const { 'content-length': ____, ...kept } = answer.headers;
            response.writeHead(answer.statusCode ?? 500, kept);
            const body = Buffer.concat(parts);
            response.end(isOfBuild ? body.toString().replaceAll(version, version + this.#suffix) : body);
          });
        },
      );
      request.pipe(onward);
    });
  }

  static async start(target: string, version: string): Promise<BuildProxy> {
    const proxy = new BuildProxy(target, version);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  bringNewBuild(): void {
    this.#suffix = '-new';
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}

test('OF9 a new build takes over at once; the files of an open page’s own build stay until it is closed', async ({
  plan,
  browser,
}) => {
  const { version } = (await (await fetch(`${plan.server.url}/_app/version.json`)).json()) as {
    version: string;
  };
  const proxy = await BuildProxy.start(plan.server.url, version);
  const { url } = proxy;
  const context = await browser.newContext({ serviceWorkers: 'allow' });
  const builds = (): Promise<string[]> => open.evaluate(() => caches.keys());
  let open = await context.newPage();
  await open.goto(`${url}/aide/droits`);
  await expect.poll(() => open.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');
  expect(await builds()).toEqual([`trame-build-${version}`]);
  // The builds are the same files: one that the new one has no more.
  await open.evaluate(async (name) => {
    const cache = await caches.open(name);
    await cache.put('/_app/immutable/chunks/older.js', new Response('export {}'));
  }, `trame-build-${version}`);

  proxy.bringNewBuild();
  await open.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await expect.poll(builds).toEqual([`trame-build-${version}`, `trame-build-${version}-new`]);
  // Its cache is there before it is full: the new worker must have taken over before the server goes.
  await expect
    .poll(() =>
      open.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        const { installing, waiting, active } = registration ?? {};
        return installing === null && waiting === null ? (active?.state ?? null) : null;
      }),
    )
    .toBe('activated');
  // A part of the open page that it has not loaded yet, once the server has it no more.
  await proxy.stop();
  const parts = await open.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0] ?? '');
    const paths = (await cache.keys()).map(({ url }) => url).filter((url) => url.endsWith('.js'));
    return Promise.all(paths.map(async (path) => (await fetch(path)).ok));
  });
  expect(parts.length).toBeGreaterThan(20);
  expect(parts).not.toContain(false);

  const next = await context.newPage();
  await open.close();
  open = next;
  await open.goto(`${url}/hors-ligne`);
  await expect.poll(builds).toEqual([`trame-build-${version}-new`]);
  await context.close();
});

test('OF9 a page of an older build that was left open is left for a whole new page', async ({
  plan,
  browser,
}) => {
  const { version } = (await (await fetch(`${plan.server.url}/_app/version.json`)).json()) as {
    version: string;
  };
  const proxy = await BuildProxy.start(plan.server.url, version);
  const context = await browser.newContext({ serviceWorkers: 'allow', locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto(`${proxy.url}/aide/droits`);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');
  // Gone with the document.
  await page.evaluate(() => document.documentElement.setAttribute('data-older', ''));
  const older = page.locator('html[data-older]');
  proxy.bringNewBuild();
  const looked = page.waitForResponse('**/_app/version.json');
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await (await looked).finished();
  await expect(older).toHaveCount(1);
  await page.getByRole('link', { name: 'Trame', exact: true }).click();
  await expect(page).toHaveURL(/\/login/);
  await expect(older).toHaveCount(0);
  await context.close();
  await proxy.stop();
});
