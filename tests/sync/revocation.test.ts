// A right is taken away while its owner floods the plan with frames, over real sockets: how long the server still takes them.
// TRAME_REVOCATIONS makes it long.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CellKey, OrganisationId } from '../../src/lib/contract/ids.ts';
import type { Rights } from '../../src/lib/contract/permissions.ts';
import { type LiveServer, type Person, startLiveServer } from '../helpers/live-server.ts';
import { partnerRights, readerRights } from '../helpers/rights.ts';
import { TestClient } from '../helpers/test-client.ts';

const rounds = Number(process.env['TRAME_REVOCATIONS'] ?? 5);
/** A person gets 300 leases at once, then five in a second. */
const roundsOfAccount = 200;
const withinMs = 1_000;

let server: LiveServer;
let [ours, theirs]: OrganisationId[] = [];

beforeAll(async () => {
  // Heartbeats look for rights, too: none comes in time to help.
  server = await startLiveServer({ timing: { heartbeatMs: 3_600_000 } });
  ours = addOrganisation('Association A');
  theirs = addOrganisation('Association B');
  const [ficheId] = server.ficheIds;
  if (ficheId === undefined) throw new Error('no action');
  const assigned = await server.run(server.coordinator, {
    type: 'fiche.assign',
    rowId: ficheId,
    organisationIds: [ours],
  });
  if (!assigned.ok) throw new Error(assigned.code);
});
afterAll(() => server.dispose());

function addOrganisation(name: string): OrganisationId {
  const { user } = server.coordinator.signedIn;
  const added = server.app.services.people.addOrganisation(user, server.contractId, name);
  if (!added.ok) throw new Error(added.code);
  const known = server.app.store.contracts.organisations(server.contractId);
  const organisation = known.find((one) => one.name === name);
  if (organisation === undefined) throw new Error(`no ${name}`);
  return organisation.id;
}

async function newPartner(number: number): Promise<Person> {
  const { accounts } = server.app.services;
  const invited = accounts.createInvitation(server.coordinator.signedIn.user, {
    contractId: server.contractId,
    ...ownRights(),
  });
  if (!invited.ok) throw new Error(invited.code);
  const accepted = await accounts.acceptInvitation(invited.value.token, {
    name: `Paul ${number}`,
    email: `paul${number}@exemple.fr`,
    password: 'une longue phrase de passe',
  });
  if (!accepted.ok) throw new Error(accepted.code);
  const { signedIn } = accepted.value;
  return { signedIn, cookie: `trame_session=${signedIn.session.id}` };
}

function ownRights(): Rights {
  if (ours === undefined) throw new Error('no organisation');
  return partnerRights(ours);
}

/** What takes the right away, and how the tab hears of it. */
const ways: readonly {
  readonly name: string;
  /** Null: no member any more. */
  readonly to: () => Rights | null;
  readonly code: number;
}[] = [
  { name: 'removed', to: () => null, code: 4403 },
  { name: 'made a reader', to: () => readerRights, code: 4409 },
  { name: 'of another organisation', to: () => partnerRights(theirs ?? ('' as OrganisationId)), code: 4409 },
];

function takeAway({ signedIn }: Person, rights: Rights | null): void {
  const { people } = server.app.services;
  const actor = server.coordinator.signedIn.user;
  const done =
    rights === null
      ? people.remove(actor, server.contractId, signedIn.user.id)
      : people.setRights(actor, server.contractId, signedIn.user.id, rights);
  if (!done.ok) throw new Error(done.code);
}

interface Revocation {
  /** From the moment the right was gone to the last frame that was taken; 0 when none was. */
  readonly lateMs: number;
  readonly takenBefore: number;
  readonly sentAfter: number;
  readonly code: number;
}

async function revoke(partner: Person, rights: Rights | null): Promise<Revocation> {
  const { store } = server.app;
  store.memberships.put(partner.signedIn.user.id, server.contractId, ownRights(), Date.now());
  const client = await TestClient.open({ url: server.url, planId: server.planId, cookie: partner.cookie });
  const key = `${server.ficheIds[0] ?? ''}:p104` as CellKey;
  const closed = (): boolean => client.heard.some(({ type }) => type === 'closed');
  const acknowledged = (): number => client.heard.filter(({ type }) => type === 'ack').length;
  let sent = 0;
  let goneAt: number | null = null;
  let sentBefore = 0;
  while (!closed()) {
    for (let burst = 0; burst < 20; burst++) {
      client.write([{ key, value: `flood ${++sent}` }]);
      client.sendFrame();
    }
    if (goneAt === null && acknowledged() >= 40) {
      takeAway(partner, rights);
      goneAt = Date.now();
      sentBefore = sent;
    }
    if (goneAt !== null && Date.now() - goneAt > 5 * withinMs) throw new Error('still open');
    await new Promise(setImmediate);
  }
  if (goneAt === null) throw new Error('closed before anything was taken away');
  const { code } = await client.closed();
  // Commits come in order: after this one, whatever was taken is in the history.
  const [, ficheId] = server.ficheIds;
  if (ficheId === undefined) throw new Error('no second action');
  const command = { type: 'row.rename', rowId: ficheId, label: `Nom ${goneAt}` } as const;
  expect((await server.run(server.coordinator, command)).ok).toBe(true);
  const taken = store.audit
    .ofPlan(server.planId)
    .filter(({ gestureId }) => gestureId.startsWith(client.lease.leaseId));
  await client.close();
  return {
    lateMs: Math.max(0, ...taken.map(({ at }) => at - (goneAt ?? 0))),
    takenBefore: taken.length,
    sentAfter: sent - sentBefore,
    code,
  };
}

describe('a right that is taken away', () => {
  it(
    `PR18 PR10 is gone for the next frames within a second, ${rounds} times`,
    async () => {
      const late: number[] = [];
      let partner: Person | null = null;
      for (let round = 0; round < rounds; round++) {
        if (partner === null || round % roundsOfAccount === 0)
          partner = await newPartner(round / roundsOfAccount);
        const way = ways[round % ways.length];
        if (way === undefined) throw new Error('no way');
        const { lateMs, takenBefore, sentAfter, code } = await revoke(partner, way.to());
        const told = `round ${round}, ${way.name}`;
        expect(takenBefore, told).toBeGreaterThanOrEqual(40);
        expect(sentAfter, told).toBeGreaterThan(0);
        expect(code, told).toBe(way.code);
        expect(lateMs, told).toBeLessThan(withinMs);
        late.push(lateMs);
      }
      console.info(`revocations: ${rounds}, the last frame at most ${Math.max(...late)} ms late`);
    },
    60_000 + rounds * 10_000,
  );
});
