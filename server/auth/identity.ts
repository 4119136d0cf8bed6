// What a person says about themselves, checked and put into one form before an account is made.
import { failure, success, type Result } from '../../src/lib/contract/errors.ts';
import { maxLabelLength } from '../../src/lib/contract/limits.ts';
import { parseEmail } from './email.ts';
import { isLongEnough } from './passwords.ts';

export interface Identity {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export function parseIdentity(input: Identity): Result<Identity> {
  const name = input.name.trim().normalize('NFC');
  if (name === '') return failure('name_missing');
  if (name.length > maxLabelLength) return failure('label_too_long');
  const email = parseEmail(input.email);
  if (email === null) return failure('email_invalid');
  if (!isLongEnough(input.password)) return failure('password_too_short');
  return success({ name, email, password: input.password });
}
