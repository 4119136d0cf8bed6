// Names that people give and others read in one line: of contracts, organisations, views, moments.

/** Without what is not seen and turns or breaks the line around it: control characters, marks of direction, double spaces. */
export function cleanName(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
