import { describe, expect, it } from 'vitest';
import type { Command } from '../contract/commands.ts';
import type { PlanId, RowId } from '../contract/ids.ts';
import { runCommand } from './run-command.ts';

const planId = 'plan' as PlanId;
const rowId = 'aaaaaaaaaa' as RowId;
const command: Command = { type: 'row.archive', rowId };

describe('running a command', () => {
  it('brings back what it did and what undoes it', async () => {
    const outcome = { rowId, inverse: { type: 'row.restore', rowId } };
    const calls: unknown[] = [];
    const result = await runCommand(planId, command, (url, init) => {
      calls.push([url, init?.method, init?.body]);
      return Promise.resolve(Response.json({ ok: true, value: outcome }));
    });
    expect(result).toEqual({ ok: true, value: outcome });
    expect(calls).toEqual([['/api/plans/plan/commands', 'POST', JSON.stringify({ command })]]);
  });

  it('gives the code of a refusal', async () => {
    const refuse = (): Promise<Response> =>
      Promise.resolve(Response.json({ ok: false, code: 'row_archived' }, { status: 409 }));
    expect(await runCommand(planId, command, refuse)).toEqual({ ok: false, code: 'row_archived' });
  });

  it.each([
    ['no network', () => Promise.reject(new TypeError('fetch failed'))],
    ["a proxy's page", () => Promise.resolve(new Response('<html>'))],
    ['an answer that is none', () => Promise.resolve(Response.json([]))],
  ])('is a failure, not an exception, with %s', async (_name, send) => {
    expect(await runCommand(planId, command, send)).toEqual({ ok: false, code: 'internal' });
  });
});
