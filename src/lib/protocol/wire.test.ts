import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { decodeWhole, readBoundedString, readScalar } from './wire.ts';

function written(write: (encoder: encoding.Encoder) => void): Uint8Array {
  return encoding.encode(write);
}

describe('strings, short ones without the decoder of UTF-8', () => {
  const texts = Array.from({ length: 30 }, (_, length) =>
    '1 234,56€ é\u00a0%ab\0'.repeat(3).slice(0, length),
  );
  const plain = texts.map((text) => text.replaceAll(/\P{ASCII}/gu, 'x'));

  it('PR9 are read as they were written, whatever their length and letters', () => {
    for (const text of [...texts, ...plain]) {
      const scalar = written((encoder) => encoding.writeAny(encoder, text));
      expect(decodeWhole(decoding.createDecoder(scalar), readScalar)).toEqual({ ok: true, value: text });
      const name = written((encoder) => encoding.writeVarString(encoder, text));
      const read = decodeWhole(decoding.createDecoder(name), (decoder) => readBoundedString(decoder, 30));
      expect(read).toEqual({ ok: true, value: text });
    }
  });

  it('PR9 are malformed where the input ends within them', () => {
    for (const text of plain.slice(1)) {
      const whole = written((encoder) => encoding.writeVarString(encoder, text));
      for (let end = 0; end < whole.length; end++) {
        const read = decodeWhole(decoding.createDecoder(whole.slice(0, end)), (decoder) =>
          readBoundedString(decoder, 30),
        );
        expect(read, `${text} cut at ${end}`).toMatchObject({ ok: false, code: 'malformed' });
      }
    }
  });
});
