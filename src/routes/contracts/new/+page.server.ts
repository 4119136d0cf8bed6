// A new contract with its first plan. The server decides what is missing; what was typed comes back with the refusal.
import { fail, redirect } from '@sveltejs/kit';
import { parseValue } from '#lib/contract/parse.ts';
import { formText } from '../../form-text.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await request.formData();
    const typed = {
      title: formText(form, 'title'),
      parties: formText(form, 'parties'),
      exercise: formText(form, 'exercise'),
      envelope: formText(form, 'envelope'),
      axes: form.getAll('axis').filter((axis) => typeof axis === 'string'),
    };
    if (locals.signedIn === null) return fail(401, { code: 'not_signed_in' as const, typed });
    const envelope = parseValue('money', typed.envelope);
    if (envelope.state === 'text' || (envelope.state === 'value' && !isAmount(envelope.value)))
      return fail(400, { code: 'envelope_invalid' as const, typed });
    const created = locals.app.contracts.create(locals.signedIn.user, {
      title: typed.title.trim(),
      parties: filled(typed.parties.split(/\r?\n/)),
      exercise: exerciseOf(typed.exercise),
      envelope: envelope.state === 'value' && typeof envelope.value === 'number' ? envelope.value : null,
      axes: filled(typed.axes),
    });
    if (!created.ok) return fail(400, { code: created.code, typed });
    redirect(303, `/plans/${created.value.planId}/budget`);
  },
};

function isAmount(value: number | string | boolean): boolean {
  return typeof value === 'number' && value >= 0;
}

function filled(texts: readonly string[]): string[] {
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

/** `2024-2025`, also typed with spaces, a slash or a long dash. */
function exerciseOf(text: string): string {
  return text.replace(/\s+/g, '').replace(/[/–—‑−]/g, '-');
}
