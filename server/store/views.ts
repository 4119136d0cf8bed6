// Views at rest: for each person, plan and tab the present one, and those they gave a name. Private to their owner, unless
// the owner shared one. Keeps them as it was given them; what a view may hold is contract/view.ts.
import type { PlanId, UserId } from '../../src/lib/contract/ids.ts';
import type { TabView, ViewTab } from '../../src/lib/contract/view.ts';
import { randomId } from './random-ids.ts';
import type { Database, Statement } from './sqlite.ts';

interface ViewTableRow {
  readonly id: string;
  readonly planId: PlanId;
  readonly userId: UserId;
  readonly tab: ViewTab;
  readonly name: string | null;
  readonly view: string;
  readonly isShared: number;
  readonly updatedAt: number;
}

export interface ViewRecord {
  readonly id: string;
  readonly planId: PlanId;
  readonly userId: UserId;
  readonly tab: ViewTab;
  /** Null: what the person sees now. */
  readonly name: string | null;
  /** As stored; an older version of the program may have written it. */
  readonly view: unknown;
  readonly isShared: boolean;
  readonly updatedAt: number;
}

const columns = `id, plan_id AS planId, user_id AS userId, tab, name, view, is_shared AS isShared, updated_at AS updatedAt`;

export class Views {
  readonly #ofUser: Statement<[PlanId, UserId], ViewTableRow>;
  readonly #get: Statement<[string, PlanId], ViewTableRow>;
  readonly #putCurrent: Statement<[string, PlanId, UserId, ViewTab, string, number, number], unknown>;
  readonly #insert: Statement<[string, PlanId, UserId, ViewTab, string, string, number, number], unknown>;
  readonly #update: Statement<[string, string, number, number, string], unknown>;
  readonly #remove: Statement<[string], unknown>;

  constructor(database: Database) {
    this.#ofUser = database.prepare(
      `SELECT ${columns} FROM views WHERE plan_id = ? AND user_id = ? ORDER BY created_at, rowid`,
    );
    this.#get = database.prepare(`SELECT ${columns} FROM views WHERE id = ? AND plan_id = ?`);
    this.#putCurrent = database.prepare(
      `INSERT INTO views (id, plan_id, user_id, tab, name, view, is_shared, created_at, updated_at)
       VALUES (?, ?, ?, ?, NULL, ?, 0, ?, ?)
       ON CONFLICT (plan_id, user_id, tab) WHERE name IS NULL
       DO UPDATE SET view = excluded.view, updated_at = excluded.updated_at`,
    );
    this.#insert = database.prepare(
      `INSERT INTO views (id, plan_id, user_id, tab, name, view, is_shared, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)`,
    );
    this.#update = database.prepare(
      'UPDATE views SET name = ?, view = ?, is_shared = ?, updated_at = ? WHERE id = ?',
    );
    this.#remove = database.prepare('DELETE FROM views WHERE id = ?');
  }

  ofUser(planId: PlanId, userId: UserId): readonly ViewRecord[] {
    return this.#ofUser.all(planId, userId).map(parseView);
  }

  byId(planId: PlanId, id: string): ViewRecord | null {
    const row = this.#get.get(id, planId);
    return row === undefined ? null : parseView(row);
  }

  putCurrent(planId: PlanId, userId: UserId, tab: ViewTab, view: TabView, at: number): void {
    this.#putCurrent.run(randomId(12), planId, userId, tab, JSON.stringify(view), at, at);
  }

  add(planId: PlanId, userId: UserId, tab: ViewTab, name: string, view: TabView, at: number): string {
    const id = randomId(12);
    this.#insert.run(id, planId, userId, tab, name, JSON.stringify(view), at, at);
    return id;
  }

  replace(id: string, name: string, view: unknown, isShared: boolean, at: number): void {
    this.#update.run(name, JSON.stringify(view), isShared ? 1 : 0, at, id);
  }

  remove(id: string): void {
    this.#remove.run(id);
  }
}

function parseView({ view, isShared, ...row }: ViewTableRow): ViewRecord {
  return { ...row, view: JSON.parse(view) as unknown, isShared: isShared === 1 };
}
