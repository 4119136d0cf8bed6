// Bytes that were right once: bits turned, cut short, spliced, lengths edited, parts twice. Knows nothing of what they mean.
import type { RandomSource } from '../random-source.ts';

export function mutatedBytes(random: RandomSource, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  let mutated: Uint8Array = new Uint8Array(bytes);
  for (let left = random.pick([1, 1, 1, 1, 2, 3]); left > 0; left--)
    mutated = mutateOnce(random, mutated, other);
  return mutated;
}

function mutateOnce(random: RandomSource, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  const at = random.below(bytes.length + 1);
  const to = at + random.below(Math.min(24, bytes.length - at) + 1);
  switch (random.below(10)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return joined(bytes, randomBytes(random, 1 + random.below(6)));
    case 2:
      return joined(bytes.subarray(0, at), bytes.subarray(to));
    case 3:
      return joined(bytes.subarray(0, to), bytes.subarray(at));
    case 4: {
      const from = random.below(other.length + 1);
      return joined(bytes.subarray(0, at), other.subarray(from, from + random.below(24)), bytes.subarray(to));
    }
    case 5:
      return changed(bytes, at, random.pick([0, 1, 2, 0x7f, 0x80, 0xff]));
    case 6:
      return changed(bytes, at, random.below(256));
    // A length or a count one off.
    case 7:
      return changed(bytes, at, ((bytes[at] ?? 0) + (random.below(2) === 0 ? 1 : 255)) & 0xff);
    default:
      return changed(bytes, at, (bytes[at] ?? 0) ^ (1 << random.below(8)));
  }
}

export function randomBytes(random: RandomSource, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.below(256));
}

function changed(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = new Uint8Array(bytes);
  if (at < copy.length) copy[at] = value;
  return copy;
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
