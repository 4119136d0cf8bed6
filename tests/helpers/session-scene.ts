// What the tests of several people in one plan begin with: a server of their own, browsers that are closed with it, and the few
// things that everybody does there.
import type { CellKey } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import type { PlanSession } from '../../src/lib/sync/session.ts';
import { Browser, isSaved, until } from './session-client.ts';
import { SyncServer } from './sync-server.ts';

export class SessionScene {
  readonly server: SyncServer;
  readonly #browsers: Browser[] = [];

  private constructor(server: SyncServer) {
    this.server = server;
  }

  static async start(): Promise<SessionScene> {
    return new SessionScene(await SyncServer.start());
  }

  browserOf(name: string): Browser {
    return this.#added(new Browser(this.server, this.server.addUser(name)));
  }

  /** The same person at another one. */
  anotherOf({ userId }: Browser): Browser {
    return this.#added(new Browser(this.server, userId));
  }

  async dispose(): Promise<void> {
    for (const browser of this.#browsers) browser.close();
    await this.server.dispose();
  }

  #added(browser: Browser): Browser {
    this.#browsers.push(browser);
    return browser;
  }
}

export async function openLive(browser: Browser): Promise<PlanSession> {
  const session = browser.open();
  await until(session, isSaved);
  return session;
}

export function type(session: PlanSession, key: CellKey, value: Scalar | null): void {
  session.edit('typing', [{ key, value }]);
}

export function cell(session: PlanSession, key: CellKey): Scalar | null {
  return session.content.cells.get(key) ?? null;
}

export function shows(key: CellKey, value: Scalar | null): (session: PlanSession) => boolean {
  return (session) => cell(session, key) === value;
}
