// English sentences of the area « reasons ».
import type { reasons as French } from '../fr/reasons.ts';

export const reasons: typeof French = {
  // Why a derived value is empty, or not the whole truth
  no_amount: 'No amount is filled in.',
  incomplete: 'Incomplete total: a text could not be read as a number and is left out.',
  no_beneficiaries: 'Beneficiaries not filled in.',
  zero_beneficiaries: 'No beneficiary: the number of beneficiaries is 0.',
  text_beneficiaries: 'The number of beneficiaries is a text, not a number.',
  no_hours: 'Hours not filled in.',
  zero_hours: 'The number of hours is 0.',
  text_hours: 'The number of hours is a text, not a number.',
  no_total: 'The total cost is empty.',
  zero_total: 'The total cost is 0.',
  no_envelope: 'The envelope of the funding year is not filled in.',
  no_target: 'Target not filled in.',
  zero_target: 'Target and actual are both 0: there is no rate.',
  off_target: 'Off target: the target was 0.',
  no_realised: 'Actual value not filled in.',
  text_target: 'The target is a text, not a number.',
  text_realised: 'The actual value is a text, not a number.',
  no_spending: 'Spending not filled in.',
  not_additive: 'A mean hourly cost has no total.',
  // Why a typed text is not read as its cell’s kind
  ambiguous:
    'This number can be read in two ways. Type 1000 for a thousand, 1,0 for one: the comma separates decimals.',
  not_number: 'This text is not a number. It is kept and enters no total.',
  extra_words:
    'The number comes with something other than its unit. Type the number alone for it to count in totals.',
  wrong_unit: 'The unit is not the column’s. Convert, then type the number alone.',
  two_numbers: 'This cell holds several numbers. Keep only one; the others go into their own row.',
  too_many_digits: 'This number has too many digits to be kept exactly. Round it.',
  not_date: 'This text is not a date. Write it like 30/06/2025.',
  not_a_day: 'The day, the month or the year is missing. Write the whole date, like 30/06/2025.',
  no_such_day: 'There is no such day. The day comes first, then the month: 30/06/2025.',
  not_boolean: 'This text is neither yes nor no. Type oui or non.',
};
