// Hostile messages against a room: whatever is sent, nothing crashes, nothing changes but what its sender may change, and
// everybody has the same document. TRAME_HOSTILE_MESSAGES makes it long, TRAME_HOSTILE_SEED repeats a run.
import { expect, it } from 'vitest';
import { HostileWorld, type Tally } from '../helpers/hostile/hostile-world.ts';

const messages = Number(process.env['TRAME_HOSTILE_MESSAGES'] ?? 200_000);
const firstSeed = Number(process.env['TRAME_HOSTILE_SEED'] ?? Math.floor(Math.random() * 1e9));
/** A document that grows for ever would only make each look at it slower. */
const unitsOfWorld = 2_000;
const phases = ['draft', 'signed', 'closed'] as const;

/** Runs worlds until `units` were sent; a finding names the seed that shows it again. */
function attack(seed: number, units: number): Tally {
  const tally: Tally = { units: 0, accepted: 0, writes: 0 };
  for (let world = 0; tally.units < units; world += 1) {
    const plan = new HostileWorld(seed + world, phases[world % phases.length] ?? 'draft');
    try {
      for (let unit = 0; unit < unitsOfWorld; unit += 1) {
        const wrong = plan.step();
        if (wrong !== null)
          throw new Error(`TRAME_HOSTILE_SEED=${seed + world} world ${world} unit ${unit}: ${wrong}`);
      }
    } finally {
      plan.close();
    }
    tally.units += plan.tally.units;
    tally.accepted += plan.tally.accepted;
    tally.writes += plan.tally.writes;
  }
  return tally;
}

it(
  'PR5 PR7 PR8 PR9 PR10 PR11 PR12 no hostile message crashes a room, writes what its sender may not, or divides the replicas',
  () => {
    const tally = attack(firstSeed, messages);
    console.info(`hostile: seed ${firstSeed}, ${JSON.stringify(tally)}`);
    // An attack that never gets anything through would prove nothing about the rest.
    expect(tally.writes).toBeGreaterThan(messages / 200);
  },
  60_000 + messages,
);
