// LibreOffice as a program: reads what Trame put on a clipboard, and gives what it would put there itself. Its html and text
// filters are those of its own clipboard. Each run has a profile of its own, in French, and opens no window.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Parser } from 'htmlparser2';

const run = promisify(execFile);
/** The first start makes its profile. */
const timeoutMs = 45_000;

/** Null where it is not installed. */
export function findLibreOffice(): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter))
    for (const name of ['soffice', 'libreoffice'])
      if (folder !== '' && existsSync(join(folder, name))) return join(folder, name);
  return null;
}

/** What a cell of its sheet holds: a number, a day (`2024-09-01`), a text; null when empty. */
export type SheetValue = number | string | null;

/** `as`: how it reads the file, `html` of a clipboard or tab separated `text`. */
export async function openInCalc(
  program: string,
  content: string,
  as: 'html' | 'text',
): Promise<SheetValue[][]> {
  const filter = as === 'html' ? 'HTML (StarCalc)' : 'Text - txt - csv (StarCalc):9,34,76,1,,1036,false,true';
  const [file, target] = as === 'html' ? ['in.html', 'fods'] : ['in.tsv', 'fods'];
  return sheetValues(await converted(program, file, content, target, filter));
}

/** What it shows of a flat OpenDocument file, as it writes it into html. */
export async function exportedHtml(program: string, file: string, content: string): Promise<string> {
  return converted(program, file, content, 'html', null);
}

async function converted(
  program: string,
  file: string,
  content: string,
  target: string,
  filter: string | null,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'trame-libreoffice-'));
  try {
    const profile = join(folder, 'profile');
    mkdirSync(join(profile, 'user'), { recursive: true });
    writeFileSync(join(profile, 'user', 'registrymodifications.xcu'), frenchProfile);
    writeFileSync(join(folder, file), content);
    await run(
      program,
      [
        `-env:UserInstallation=${pathToFileURL(profile).href}`,
        '--headless',
        ...(filter === null ? [] : [`--infilter=${filter}`]),
        '--convert-to',
        target,
        '--outdir',
        join(folder, 'out'),
        join(folder, file),
      ],
      { timeout: timeoutMs },
    );
    return readFileSync(join(folder, 'out', file.replace(/\.\w+$/, `.${target}`)), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const frenchProfile = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>fr-FR</value></prop></item>
</oor:items>`;

/** The cells of the first sheet of a flat OpenDocument spreadsheet; empty ends of rows are left out. */
function sheetValues(fods: string): SheetValue[][] {
  const rows: SheetValue[][] = [];
  let cell: { value: SheetValue; text: string; paragraphs: number; repeat: number } | null = null;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'table:table-row') rows.push([]);
        else if (name === 'table:table-cell')
          cell = {
            value: valueOf(attributes),
            text: '',
            paragraphs: 0,
            repeat: Number(attributes['table:number-columns-repeated'] ?? 1),
          };
        else if (name === 'text:p' && cell !== null) {
          if (cell.paragraphs > 0) cell.text += '\n';
          cell.paragraphs += 1;
        }
      },
      ontext(text) {
        if (cell !== null && cell.paragraphs > 0) cell.text += text;
      },
      onclosetag(name) {
        if (name === 'table:table-row') trimEnd(rows.at(-1) ?? []);
        if (name !== 'table:table-cell' || cell === null) return;
        const value = cell.value ?? (cell.paragraphs > 0 ? cell.text.trimEnd() : null);
        rows.at(-1)?.push(...Array.from({ length: Math.min(cell.repeat, 100) }, () => value));
        cell = null;
      },
    },
    { xmlMode: true },
  );
  parser.end(fods);
  return trimEnd(rows, (row) => row.length === 0);
}

function valueOf(attributes: Readonly<Record<string, string>>): SheetValue {
  switch (attributes['office:value-type']) {
    case 'float':
    case 'percentage':
    case 'currency':
      return Number(attributes['office:value']);
    case 'date':
      return attributes['office:date-value'] ?? null;
    default:
      return null;
  }
}

function trimEnd<Item>(items: Item[], isBlank: (item: Item) => boolean = (item) => item === null): Item[] {
  while (items.length > 0 && isBlank(items[items.length - 1] as Item)) items.pop();
  return items;
}
