// What a posted form says under a name, as text; a file or nothing is empty text.

export function formText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
