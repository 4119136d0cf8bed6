// Random identifiers: Crockford's base 32 in lower case, which people can read aloud without mixing up letters.
import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Five bits of randomness a character. */
export function randomId<Id extends string>(length: number): Id {
  let text = '';
  for (const byte of randomBytes(length)) text += alphabet.charAt(byte & 31);
  return text as Id;
}
