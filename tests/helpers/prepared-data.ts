// A data directory with one account and one plan in it, made before a server's process is started on it.
import { pino } from 'pino';
import { createApp } from '../../server/app.ts';
import type { PlanId, RowId } from '../../src/lib/contract/ids.ts';

export interface PreparedData {
  readonly planId: PlanId;
  /** The Cookie header of its coordinator. */
  readonly cookie: string;
  readonly ficheId: RowId;
}

/** `example`: the plan of Metz; its first action stays as it is, `ficheId` is one more. */
export async function prepareData(dataDir: string, content: 'empty' | 'example'): Promise<PreparedData> {
  const log = pino({ level: 'silent' });
  const opened = createApp({ config: { dataDir, origins: [] }, version: 'test', log });
  if (!opened.ok) throw new Error(opened.code);
  const app = opened.value;
  const { accounts, contracts, plans } = app.services;
  const first = await accounts.createFirstAccount({
    token: app.setupToken() ?? '',
    name: 'Claire',
    email: 'claire@exemple.fr',
    password: 'une longue phrase de passe',
  });
  if (!first.ok) throw new Error(first.code);
  const { user, session } = first.value;
  const created =
    content === 'example'
      ? contracts.loadExample(user, user, 'metz')
      : contracts.create(user, user, {
          title: 'C',
          parties: [],
          exercise: '2024-2025',
          envelope: '1',
          axes: ['A'],
        });
  if (!created.ok) throw new Error(created.code);
  const { planId } = created.value;
  const fiche = await plans.runCommand(user, planId, { type: 'fiche.add', axis: 1, title: 'F' });
  if (!fiche.ok) throw new Error(fiche.code);
  await app.stop();
  return { planId, cookie: `trame_session=${session.id}`, ficheId: fiche.value.rowId };
}
