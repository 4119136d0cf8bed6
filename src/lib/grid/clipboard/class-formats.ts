// The number formats that Excel keeps in the style sheet of its html, by the class of a cell. Pure; reads no other rule.

/** A workbook has some thousand formats at most. */
const maxLength = 1_000_000;

/** Declarations of `mso-number-format`, as an inline style would have them. */
export function classFormats(css: string): ReadonlyMap<string, string> {
  const formats = new Map<string, string>();
  if (css.length > maxLength) return formats;
  for (const [, name = '', rules = ''] of css.matchAll(/\.([\w-]+)\s*\{([^{}]*)\}/g)) {
    const format = /mso-number-format\s*:\s*(?:"(?:[^"\\]|\\[\s\S])*"|[^;"]*)/i.exec(rules)?.[0];
    if (format !== undefined) formats.set(name, format.trim());
  }
  return formats;
}
