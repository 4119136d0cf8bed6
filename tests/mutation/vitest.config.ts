// The tests that a mutant of the check is tried against: all that can see one, without a browser. See docs/reliability.md.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'server/sync/{authorise,check,check-bounds,commands,peer}.test.ts',
      'src/lib/contract/permissions.test.ts',
      'src/lib/protocol/update-reader.test.ts',
      'tests/sync/{edits,hostile}.test.ts',
    ],
    env: { TRAME_HOSTILE_MESSAGES: '4000', TRAME_HOSTILE_SEED: '11' },
  },
});
