// Small OpenDocument files in their flat form, for LibreOffice to open: a sheet and a text with a table. What it makes of
// them is its own.

export type SheetCell =
  | string
  | number
  | null
  | { readonly text: string; readonly across: number }
  | { readonly value: number; readonly style: 'euros' }
  /** Without a value of its own, the program has to compute it. */
  | { readonly formula: string; readonly style: 'euros' };

const namespaces = [
  ['office', 'office'],
  ['table', 'table'],
  ['text', 'text'],
  ['style', 'style'],
  ['number', 'datastyle'],
]
  .map(([prefix, name]) => `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ');

function documentOf(type: 'spreadsheet' | 'text', styles: string, body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${namespaces} xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.${type}">
<office:automatic-styles>${styles}</office:automatic-styles>
<office:body><office:${type}>${body}</office:${type}></office:body></office:document>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function paragraphs(text: string): string {
  return text
    .split('\n')
    .map((line) => `<text:p>${escaped(line)}</text:p>`)
    .join('');
}

/** Two decimals, grouped, with the sign after: what it shows is not what it holds. */
const euros = `<number:number-style style:name="N1"><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/><number:text> €</number:text></number:number-style><style:style style:name="euros" style:family="table-cell" style:data-style-name="N1"/>`;

function sheetCell(cell: SheetCell): string {
  if (cell === null) return '<table:table-cell/>';
  if (typeof cell === 'string')
    return `<table:table-cell office:value-type="string">${paragraphs(cell)}</table:table-cell>`;
  if (typeof cell === 'number') return `<table:table-cell office:value-type="float" office:value="${cell}"/>`;
  if ('across' in cell)
    return `<table:table-cell office:value-type="string" table:number-columns-spanned="${cell.across}" table:number-rows-spanned="1">${paragraphs(cell.text)}</table:table-cell><table:covered-table-cell table:number-columns-repeated="${cell.across - 1}"/>`;
  const content =
    'formula' in cell
      ? `table:formula="${cell.formula}"`
      : `office:value-type="float" office:value="${cell.value}"`;
  return `<table:table-cell table:style-name="${cell.style}" ${content}/>`;
}

export function sheetDocument(rows: readonly (readonly SheetCell[])[]): string {
  const lines = rows.map((row) => `<table:table-row>${row.map(sheetCell).join('')}</table:table-row>`);
  return documentOf(
    'spreadsheet',
    euros,
    `<table:table table:name="Feuille">${lines.join('')}</table:table>`,
  );
}

export function textDocument(table: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]): string =>
    row.map((text) => `<table:table-cell>${paragraphs(text)}</table:table-cell>`).join('');
  const lines = table.map((row) => `<table:table-row>${cells(row)}</table:table-row>`);
  const columns = `<table:table-column table:number-columns-repeated="${table[0]?.length ?? 0}"/>`;
  return documentOf(
    'text',
    '',
    `<table:table table:name="Tableau">${columns}${lines.join('')}</table:table>`,
  );
}
