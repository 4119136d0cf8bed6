import { describe, expect, it } from 'vitest';
import { readTokens } from './tokens.ts';

/** Each token as `kind:what`. */
function read(typed: string): readonly string[] {
  const { tokens, error } = readTokens(typed);
  expect(error).toBeNull();
  return tokens.map((token) => {
    switch (token.kind) {
      case 'number':
      case 'text':
        return `${token.kind}:${token.value}`;
      case 'word':
        return `word:${token.word}`;
      case 'operator':
        return token.operator;
      case 'reference':
        return `${token.row ?? (token.isThisRow ? '@' : '')}[${token.column}]`;
      default:
        return token.kind;
    }
  });
}

function errorOf(typed: string) {
  const { error } = readTokens(typed);
  return error && [error.code, error.start, error.end, error.word];
}

describe('FO10 numbers', () => {
  it.each([
    ['=12,5', '12.5'],
    ['=12.5', '12.5'],
    ['=,5', '0.5'],
    ['=1234.567', '1234.567'],
    ['=1,234', '1.234'],
    ['=56 000', '56000'],
    ['=1\u202f562,86', '1562.86'],
    ['=1\u00a0562,86', '1562.86'],
    ['=1.234,56', '1234.56'],
  ])('FO10 %s is read as in a cell', (typed, value) => {
    expect(read(typed)).toEqual([`number:${value}`]);
  });

  it.each([
    ['=1.000', 'ambiguous_number'],
    ['=2*1,234.5', 'ambiguous_number'],
    ['=1,2,3', 'unreadable_number'],
    ['=12 3456', 'unreadable_number'],
    ['=12345678901234567890123', 'unreadable_number'],
  ])('FO10 %s cannot be read: %s', (typed, code) => {
    expect(errorOf(typed)?.[0]).toBe(code);
  });
});

describe('FO11 spaces and signs', () => {
  it('FO11 a no-break space may stand wherever a space may', () => {
    const plain = read('= SOMME ( [Subvention P104] ; 2 ) + 1');
    for (const space of ['\u00a0', '\u202f', '\u2009', '\t', '\n'])
      expect(
        read(`=${space}SOMME${space}(${space}[Subvention P104]${space};${space}2${space})${space}+${space}1`),
      ).toEqual(plain);
  });

  it('FO11 × ÷ − ≤ ≥ ≠ are operators', () => {
    expect(read('=1×2÷3−4')).toEqual(['number:1', '*', 'number:2', '/', 'number:3', '-', 'number:4']);
    expect(read('=1≤2≥3≠4<=5>=6<>7<8>9=10&11^12%')).toEqual(
      ['1 <= 2 >= 3 <> 4 <= 5 >= 6 <> 7 < 8 > 9 = 10 & 11 ^ 12 %'].flatMap((line) =>
        line.split(' ').map((part) => (/\d/.test(part) ? `number:${part}` : part)),
      ),
    );
  });
});

describe('FO12 texts', () => {
  it('FO12 a quote inside a text is doubled', () => {
    expect(read('="a""b"&""&";[x]"')).toEqual(['text:a"b', '&', 'text:', '&', 'text:;[x]']);
  });

  it('FO12 a text that is not closed is shown to its end', () => {
    expect(errorOf('=1&"abc')).toEqual(['unclosed_text', 3, 7, '"abc']);
  });
});

describe('FO13 references', () => {
  it.each([
    ['=[Subvention P104]', '[Subvention P104]'],
    ['=[@Subvention P104]', '@[Subvention P104]'],
    ['=Fiche 3[Subvention P104]', 'Fiche 3[Subvention P104]'],
    ['=Fiche\u00a03 [Part de l’enveloppe]', 'Fiche\u00a03[Part de l’enveloppe]'],
    ['=[Heures (a + b); c] [Objectif]', 'Heures (a + b); c[Objectif]'],
    ['=[Notes [1]]]', '[Notes [1]]'],
    ['=[ @home ]', '[@home]'],
  ])('FO13 %s', (typed, reference) => {
    expect(read(typed)).toEqual([reference]);
  });

  it('FO13 an operator ends the name of a row', () => {
    expect(read('=Fiche 3[a]-Fiche 4[a]*P104')).toEqual(['Fiche 3[a]', '-', 'Fiche 4[a]', '*', 'word:P104']);
  });

  it('FO13 a bracket that is not closed', () => {
    expect(errorOf('=1+[Subv')).toEqual(['unclosed_bracket', 3, 8, '[Subv']);
    expect(errorOf('=Fiche 3[Subv')?.[0]).toBe('unclosed_bracket');
  });
});

describe('FO14 places', () => {
  it('FO14 each token says where it stands, and those before an error are given', () => {
    const { tokens, error } = readTokens('= SOMME([Coût];2) §');
    expect(tokens.map(({ start, end }) => [start, end])).toEqual([
      [2, 7],
      [7, 8],
      [8, 14],
      [14, 15],
      [15, 16],
      [16, 17],
    ]);
    expect(error).toEqual({ code: 'unknown_character', start: 18, end: 19, word: '§' });
  });

  it.each([
    ['12', 'not_formula'],
    ['=SOMME(1, 2)', 'comma_separator'],
    ['=😀', 'unknown_character'],
    [`=${'1'.repeat(50_000)}`, 'too_long'],
  ])('FO14 %.20s: %s', (typed, code) => {
    expect(errorOf(typed)?.[0]).toBe(code);
  });

  it('FO14 a long text is read in a time that grows with its length', () => {
    const started = performance.now();
    for (const part of ['a ', '[', 'a[', '1 ', '"', ']]', '[]', '{'])
      readTokens(`=${part.repeat(Math.floor(49_000 / part.length))}`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
